// Package main is a program, whose ports are its own business.
package main

import (
	"flag"
	"log"
	"net"
	"net/http"
	"os"
)

const defaultAddr = ":50051"

func main() {
	addr := flag.String("addr", defaultAddr, "where to listen")
	flag.Parse()
	go http.ListenAndServe(":50052", nil)
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	if port := os.Getenv("PORT"); port != "" {
		net.Listen("tcp", ":"+port)
	}
	log.Fatal(http.Serve(l, nil))
}
