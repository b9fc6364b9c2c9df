// Package strict has what only a strict check reports.
package strict

import (
	"net"
	"os"
	"path/filepath"
	"strings"
)

const Default = "/tmp/product.sock" // want `Unix socket below a directory that everybody can write to, "/tmp/product.sock": another user can be there first; bind it where only this one can write`

func Product() { net.Listen("unix", Default) }

func Below(id string) {
	net.Listen("unix", filepath.Join(os.TempDir(), "product", id)) // want `Unix socket below a directory that everybody can write to, os.TempDir\(\) \+ "/product/" \+ …`
}

func InDirectory(dir string) { net.Listen("unix", filepath.Join(dir, "server.sock")) }

func Stale(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) { // want `os.Remove removes the Unix socket before it is bound, also that of a server which is running: its clients get the new one, and when it ends, it removes that; dial it first, or hold a lock on a file beside it`
		return nil, err
	}
	return net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
}

func Named(dir string) (net.Listener, error) {
	path := filepath.Join(dir, "server.sock")
	os.RemoveAll(path) // want `os.RemoveAll removes whatever is at the path`
	return net.Listen("unix", path)
}

// After the bind, the socket is one's own.
func Closes(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	return l.Close()
}

// It is asked whether somebody has it.
func Dials(path string) (net.Listener, error) {
	if c, err := net.Dial("unix", path); err == nil {
		c.Close()
		return nil, os.ErrExist
	}
	os.Remove(path)
	return net.Listen("unix", path)
}

func Looks(path string) (net.Listener, error) {
	if info, err := os.Stat(path); err == nil && info.Mode()&os.ModeSocket != 0 {
		os.Remove(path)
	}
	return net.Listen("unix", path)
}

func Own() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "x.sock")
	os.Remove(path)
	return net.Listen("unix", path)
}

func lower(name string) string { return strings.ToLower(name) }
