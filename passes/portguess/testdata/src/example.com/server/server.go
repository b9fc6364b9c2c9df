// Package server is another package, of which only facts are known.
package server

import (
	"fmt"
	"net"
	"net/http"
)

// DefaultPort is a product's own.
const DefaultPort = 50051

type Config struct {
	Address string
	Port    int
	Peers   []string
}

type Server struct{ config Config }

func New(c Config) *Server { return &Server{c} }

// Listen binds the address of c.
func (s *Server) Listen(c Config) error { return http.ListenAndServe(c.Address, nil) }

// Serve binds a port.
func Serve(port int) error { return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), nil) }

// Join binds a host and a port.
func Join(host, port string) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort(host, port))
}

// Check binds nothing.
func Check(c Config) error {
	conn, err := net.Dial("tcp", c.Address)
	if err == nil {
		conn.Close()
	}
	return err
}
