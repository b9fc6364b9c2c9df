// Package strict has what only a strict check reports.
package strict

import (
	"net"
	"os"
	"path/filepath"
)

// It stays if something fails.
func OnFailure() error {
	dir, err := os.MkdirTemp("", "x") // want `is not removed on every path: it stays where the function returns on line 18`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return l.Close()
}

// Others may remove it.
func Listen() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		return nil, err
	}
	return net.Listen("unix", filepath.Join(dir, "s"))
}

type Server struct {
	dir string
	l   net.Listener
}

func New() (*Server, error) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return nil, err
	}
	return &Server{dir, l}, nil
}

func (s *Server) Close() error { return s.l.Close() }
