// Package helpers has functions that free a port for others, which could have its
// socket.
package helpers

import (
	"log"
	"net"
	"net/http"
)

var loopback = "127.0.0.1:0"

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", loopback)
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		return "", err
	}
	return addr, nil
}

func Serve(h http.Handler) error {
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	log.Print("listening on ", addr)
	return http.ListenAndServe(addr, h)
}
