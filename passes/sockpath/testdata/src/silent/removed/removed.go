// Package removed removes sockets, and nothing else.
package removed

import (
	"errors"
	"net"
	"os"
	"path/filepath"
)

func One(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return net.Listen("unix", path)
}

// The directory is meant.
func Directory(dir string) (net.Listener, error) {
	os.RemoveAll(dir)
	os.MkdirAll(dir, 0o700)
	return net.Listen("unix", filepath.Join(dir, "x.sock"))
}

// Nobody says what its name is.
func Named(dir string) (net.Listener, error) {
	path := filepath.Join(dir, "server.sock")
	os.RemoveAll(path)
	return net.Listen("unix", path)
}

func Looks(path string) (net.Listener, error) {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&os.ModeSocket == 0 {
		return nil, errors.New("something else is there")
	}
	os.RemoveAll(path)
	return net.Listen("unix", path)
}

// It is another path.
func Other(path, other string) (net.Listener, error) {
	os.RemoveAll(other)
	return net.Listen("unix", path)
}

// It is a port.
func Port(addr string) (net.Listener, error) {
	os.RemoveAll(addr)
	return net.Listen("tcp", addr)
}

func Own() (net.Listener, error) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		return nil, err
	}
	path := f.Name()
	os.RemoveAll(path)
	return net.Listen("unix", path)
}

type Pair struct{ A, B string }

func (p *Pair) Listen() (net.Listener, error) {
	os.RemoveAll(p.A)
	return net.Listen("unix", p.B)
}
