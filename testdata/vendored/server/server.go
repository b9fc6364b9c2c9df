// Package server has a fault that only shows with the code of a vendored module.
package server

import (
	"net"
	"net/http"
	"strconv"

	"example.com/ports"
)

// Run serves on a free port.
func Run(handler http.Handler) error {
	port, err := ports.Free()
	if err != nil {
		return err
	}
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	return http.ListenAndServe(addr, handler)
}

// Serve does it right.
func Serve(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return http.Serve(l, handler)
}
