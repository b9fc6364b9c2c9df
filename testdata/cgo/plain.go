package cgo

import (
	"net"
	"net/http"
)

// Plain is Run without cgo.
func Plain(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, handler)
}
