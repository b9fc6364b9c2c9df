// Package echo has the part of Echo's API that binds.
package echo

import (
	"net"
	"net/http"
)

type Echo struct {
	Server   *http.Server
	Listener net.Listener
}

func (e *Echo) Start(address string) error {
	if e.Listener == nil {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		e.Listener = l
	}
	return e.Server.Serve(e.Listener)
}
