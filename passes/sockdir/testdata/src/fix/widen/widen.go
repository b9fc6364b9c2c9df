// Package widen removes the sockets.
package widen

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestDeferred(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `os.Remove removes only the socket`
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	defer os.Remove(path) // not needed
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestCleanup(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `os.RemoveAll removes only the socket`
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func Mount() (path string, closer func() error, err error) {
	dir, err := os.MkdirTemp("", "x") // want `os.RemoveAll removes only the socket`
	if err != nil {
		return "", nil, err
	}
	path = filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		os.RemoveAll(dir)
		return "", nil, err
	}
	return path, func() error {
		err := l.Close()
		os.RemoveAll(path)
		return err
	}, nil
}

func TestEmpty(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `os.Remove fails`
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(dir)
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn
}

// What the comments say stays so.

func TestOnlyTheSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `os.Remove removes only the socket`
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	defer os.Remove(path) // only the socket
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestTheDirectoryStays(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `os.Remove removes only the socket`
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	// The directory stays.
	t.Cleanup(func() {
		os.Remove(path)
	})
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
