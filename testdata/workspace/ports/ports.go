// Package ports is the helper of another module in the workspace.
package ports

import (
	"net"
	"net/http"
)

// Free returns an address that was free a moment ago.
func Free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// Serve has a fault of its own.
func Serve(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, handler)
}
