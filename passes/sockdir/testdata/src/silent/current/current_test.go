// Package current binds sockets elsewhere than in a directory that was the current one, or
// removes it.
package current

import (
	"net"
	"os"
	"testing"
)

func TestRemoved(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	t.Chdir(dir)
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestTempDir(t *testing.T) {
	t.Chdir(t.TempDir())
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// The path is asked for.
func TestAsked(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(here)
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// The name is a whole path, that of an abstract socket, or no path at all.
func TestOther(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, bind := range []func() (net.Listener, error){
		func() (net.Listener, error) { return net.Listen("unix", "/run/s.sock") },
		func() (net.Listener, error) { return net.Listen("unix", "@s") },
	} {
		l, err := bind()
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	}
	l, err := net.Listen("unix", "/run/s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	tcp, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer tcp.Close()
}

// Another directory is the current one by then, or this one is not yet.
func TestLeft(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	t.Chdir("..")
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestBefore(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", "s.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Chdir(dir)
}
