// Package cgo has faults in a file that cgo processes, in one that it does not,
// and in one that needs a build tag.
package cgo

// static int backlog(void) { return 16; }
import "C"

import (
	"net"
	"net/http"
)

// Run serves at an address that is no longer held.
func Run(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, handler)
}

// Backlog comes from C.
func Backlog() int { return int(C.backlog()) }
