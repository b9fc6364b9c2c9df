// Package own keeps directories where others may get to know of them.
package own

import (
	"net"
	"os"
	"path/filepath"

	"fake/lender"
)

// It is no test.
type Server struct {
	dir string
	l   net.Listener
}

func (s *Server) Start() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	s.dir = dir
	s.l, err = net.Listen("unix", filepath.Join(dir, "s"))
	return err
}

func Borrowed() (net.Listener, error) {
	path, err := lender.SocketPath("s")
	if err != nil {
		return nil, err
	}
	return net.Listen("unix", path)
}
