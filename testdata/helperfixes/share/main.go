// Command share serves on an address that a helper has found free.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
)

func main() {
	addr := freeAddr()
	fmt.Printf("http://%s\n", addr)
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	srv := &http.Server{Addr: addr, Handler: hello}
	log.Fatal(srv.ListenAndServe())
}

func freeAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		log.Fatal(err)
	}
	return addr
}
