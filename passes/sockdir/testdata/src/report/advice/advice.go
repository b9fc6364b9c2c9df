// Package advice leaves directories to others, who are told to remove them.
package advice

import (
	"net"
	"os"
	"path/filepath"
)

type server struct {
	l   net.Listener
	dir string
}

func newServer() (*server, error) {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is not removed on every path: it stays where the function returns on line 25, and after server.Close; remove it with os.RemoveAll in server.Close$`
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return &server{l, dir}, nil
}

func (s *server) Close() error { return s.l.Close() }

type stopper struct{ l net.Listener }

func newStopper() *stopper {
	dir, _ := os.MkdirTemp("", "x") // want `is never removed, and stays when the socket is closed; remove it with os.RemoveAll in stopper.Stop$`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return &stopper{l}
}

func (s *stopper) Stop() { s.l.Close() }

type endless struct{ l net.Listener }

func newEndless() *endless {
	dir, _ := os.MkdirTemp("", "x") // want `is never removed, and stays when the socket is closed; remove it with os.RemoveAll, or do without`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	return &endless{l}
}

// Its methods have nothing to do with the directory.
type bystander struct{}

func (bystander) Close() {}

func (bystander) listen() {
	dir, _ := os.MkdirTemp("", "x") // want `is never removed, and stays when the socket is closed; remove it with os.RemoveAll, or do without`
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
}

func use() {
	s, _ := newServer()
	defer s.Close()
	defer newStopper().Stop()
	defer newEndless().l.Close()
}
