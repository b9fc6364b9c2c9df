// Package temp has functions that make directories for other packages.
package temp

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func Dir() (string, error) { return os.MkdirTemp("", "x") }

func Socket() (path string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", nil, err
	}
	return filepath.Join(dir, "s"), func() { os.RemoveAll(dir) }, nil
}

func Listen() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	return net.Listen("unix", filepath.Join(dir, "s"))
}

func Cleaned(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func SocketIn(dir string) string { return filepath.Join(dir, "s") }

func Remove(dir string) { os.RemoveAll(dir) }

func RemoveParent(path string) error { return os.RemoveAll(filepath.Dir(path)) }

type Server struct {
	dir string
	l   net.Listener
}

func NewServer() (*Server, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	return &Server{dir, l}, err
}

func (s *Server) Close() error {
	s.l.Close()
	return os.RemoveAll(s.dir)
}

type Config struct{ Dir string }

type Daemon struct{ config Config }

func New(c Config) *Daemon { return &Daemon{c} }

func (d *Daemon) Start() error {
	_, err := net.Listen("unix", filepath.Join(d.config.Dir, "s"))
	return err
}

func (d *Daemon) Stop() error { return os.RemoveAll(d.config.Dir) }

// A listener that removes its directory, and one that does not.
type tidy struct {
	net.Listener
	dir string
}

func (t *tidy) Close() error {
	err := t.Listener.Close()
	os.RemoveAll(t.dir)
	return err
}

func ListenTidy() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return nil, err
	}
	return &tidy{l, dir}, nil
}

func Tidy(l net.Listener, dir string) net.Listener { return &tidy{l, dir} }
