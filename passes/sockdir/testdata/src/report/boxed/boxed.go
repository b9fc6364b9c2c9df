// Package boxed hands out values that do not remove their directory, as interfaces.
package boxed

import (
	"fake/temp"
	"net"
	"os"
	"path/filepath"
	"testing"
)

// Its Close removes only the socket.
type untidy struct {
	net.Listener
	path string
}

func (u *untidy) Close() error {
	_ = os.RemoveAll(u.path)
	return u.Listener.Close()
}

func listen() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return &untidy{l, path}, nil
}

func TestListen(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// Nobody closes it.
type tidy struct {
	net.Listener
	path string
}

func (t *tidy) Close() error {
	_ = os.RemoveAll(filepath.Dir(t.path))
	return t.Listener.Close()
}

func listenTidy() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		os.Remove(dir)
		return nil, err
	}
	return &tidy{l, path}, nil
}

func TestCloses(t *testing.T) {
	l, err := listenTidy()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestLeaves(t *testing.T) {
	l, err := listenTidy() // want `nobody calls the function that removes it`
	if err != nil {
		t.Fatal(err)
	}
	if c, err := l.Accept(); err == nil {
		c.Close()
	}
}

func TestAcross(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	l = temp.Tidy(l, dir)
	if c, err := l.Accept(); err == nil {
		c.Close()
	}
}

// Another one is wrapped.
func TestOther(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	other, err := net.Listen("tcp", "localhost:8080")
	if err != nil {
		t.Fatal(err)
	}
	other = &tidy{other, "x"}
	defer other.Close()
}
