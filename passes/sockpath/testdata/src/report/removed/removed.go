// Package removed removes more than a socket.
package removed

import (
	"context"
	"flag"
	"net"
	"os"
	"path/filepath"
)

var path = flag.String("socket", "", "where to listen")

func Listen(path string) (net.Listener, error) {
	if err := os.RemoveAll(path); err != nil { // want `os.RemoveAll removes whatever is at the path of the Unix socket: a directory of that name goes with all that is in it; use os.Remove`
		return nil, err
	}
	return net.Listen("unix", path)
}

func Deferred(path string) error {
	l, err := new(net.ListenConfig).Listen(context.Background(), "unix", path)
	if err != nil {
		return err
	}
	defer os.RemoveAll(path) // want `os.RemoveAll removes whatever is at the path`
	return l.Close()
}

func Literal(path string) (net.Listener, func(), error) {
	addr, err := net.ResolveUnixAddr("unix", path)
	if err != nil {
		return nil, nil, err
	}
	l, err := net.ListenUnix("unix", addr)
	return l, func() { os.RemoveAll(path) }, err // want `os.RemoveAll removes whatever is at the path`
}

type Server struct{ Socket string }

func (s *Server) Start() error {
	os.RemoveAll(s.Socket) // want `os.RemoveAll removes whatever is at the path`
	_, err := net.Listen("unix", s.Socket)
	return err
}

func Flag() {
	os.RemoveAll(*path) // want `os.RemoveAll removes whatever is at the path`
	net.Listen("unix", *path)
}

func Environment() {
	path := os.Getenv("SOCKET")
	os.RemoveAll(path) // want `os.RemoveAll removes whatever is at the path`
	net.Listen("unix", path)
}

func Below(dir, name string) {
	path := filepath.Join(dir, name)
	os.RemoveAll(path) // want `os.RemoveAll removes whatever is at the path`
	net.Listen("unix", path)
}
