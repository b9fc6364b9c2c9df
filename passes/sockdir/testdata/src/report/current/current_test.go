// Package current binds sockets in the current directory.
package current

import (
	"net"
	"os"
	"testing"
)

func TestRelative(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "directory dir of a Unix socket is never removed"
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func enter(t *testing.T, dir string) {
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(before) })
}

func TestHelper(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "directory dir of a Unix socket is never removed"
	if err != nil {
		t.Fatal(err)
	}
	enter(t, dir)
	l, err := net.Listen("unix", "./s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
