// Package server is vendored.
package server

import (
	"net"
	"net/http"
)

func Serve(l net.Listener) error { return http.Serve(l, nil) }

func Dial(addr string) (net.Conn, error) { return net.Dial("tcp", addr) }
