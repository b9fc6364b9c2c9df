// Package own keeps directories where only its tests get to know of them.
package own

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"fake/lender"
)

// An unexported field of a type in a test.
type fixture struct {
	dir string
	l   net.Listener
}

func (f *fixture) SetupTest() {
	dir, err := os.MkdirTemp("", "x") // want "directory dir of a Unix socket is never removed"
	if err != nil {
		panic(err)
	}
	f.dir = dir
	if f.l, err = net.Listen("unix", filepath.Join(dir, "s")); err != nil {
		panic(err)
	}
}

func (f *fixture) TearDownTest() { f.l.Close() }

// A helper of another package yields a path in it.
func TestBorrowed(t *testing.T) {
	path, err := lender.SocketPath("s") // want `directory of a Unix socket that lender.SocketPath makes \(fake/lender/lender.go:10\) is never removed`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// What is called to close it removes too little.
type server struct {
	l    net.Listener
	path string
}

func (s *server) Close() {
	s.l.Close()
	os.Remove(s.path)
}

func start(t *testing.T) *server {
	dir, err := os.MkdirTemp("", "x") // want "directory dir of a Unix socket is never removed: os.Remove removes only the socket"
	if err != nil {
		t.Fatal(err)
	}
	s := &server{path: filepath.Join(dir, "s")}
	if s.l, err = net.Listen("unix", s.path); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestClosed(t *testing.T) {
	s := start(t)
	defer s.Close()
}
