//go:build integration

package cgo

import (
	"net"
	"net/http"
)

// Tagged is there with -tags=integration only.
func Tagged(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, handler)
}
