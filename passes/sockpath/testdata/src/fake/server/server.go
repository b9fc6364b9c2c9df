// Package server listens for others.
package server

import (
	"net"
	"path/filepath"
)

// A Server listens at a path.
type Server struct {
	Path string
	dir  string
}

// New returns a server with its socket in a directory.
func New(dir string) *Server { return &Server{dir: dir} }

// Start listens at the path.
func (s *Server) Start() (net.Listener, error) { return net.Listen("unix", s.Path) }

// StartIn listens in the directory.
func (s *Server) StartIn() (net.Listener, error) {
	return net.Listen("unix", filepath.Join(s.dir, "server.sock"))
}

// Listen listens on any network.
func Listen(network, addr string) (net.Listener, error) { return net.Listen(network, addr) }

// Must returns what it gets.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Path returns what it gets.
func Path(path string) string { return path }
