// Package rooted removes only what is in its directories by way of an os.Root.
package rooted

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func listen(t testing.TB, dir string) {
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	defer root.RemoveAll("s")
	listen(t, dir)
}

// Of the name of the socket.
func TestBase(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	defer root.RemoveAll(filepath.Base(path))
	listen(t, dir)
}

// The name says nothing of another directory.
func TestElsewhere(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	println(filepath.Base(dir))
	listen(t, dir)
}

// A socket of that name is not in it.
func TestNamed(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", "/run/"+filepath.Base(dir)+".sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
