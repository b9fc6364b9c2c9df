// Package cgo has a file that the cgo tool translates before it is analyzed.
package cgo

// static int backlog(void) { return 5; }
import "C"

import (
	"net"
	"net/http"
)

func serve() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	defer l.Close()
	_ = C.backlog()
	return http.Serve(l, nil)
}
