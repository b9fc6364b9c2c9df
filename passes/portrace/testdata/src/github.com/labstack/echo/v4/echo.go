// Package echo stands for the real one, of which it has what the tests need.
package echo

import (
	"net"
	"net/http"
)

type Echo struct{ Listener net.Listener }

func (e *Echo) Start(address string) error {
	if e.Listener == nil {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		e.Listener = l
	}
	return http.Serve(e.Listener, nil)
}
