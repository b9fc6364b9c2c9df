// Package gate is a module of somebody else, with servers that take a listener,
// tell their address, or do neither.
package gate

import (
	"net"
	"net/http"
)

type Engine struct{}

func (e *Engine) Run(addr string) error             { return http.ListenAndServe(addr, nil) }
func (e *Engine) RunTLS(addr string) error          { return http.ListenAndServeTLS(addr, "", "", nil) }
func (e *Engine) RunListener(l net.Listener) error  { return http.Serve(l, nil) }
func (e *Engine) SetErrorLog(l net.Listener, n int) {}

type Server struct{ l net.Listener }

func (s *Server) Addr() net.Addr { return s.l.Addr() }

func Open(addr string) (*Server, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &Server{l}, nil
}

func Block(addr string) error { return http.ListenAndServe(addr, nil) }

func Call(f func() error) error { return f() }
