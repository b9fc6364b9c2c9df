// Package helper has functions that make directories for others.
package helper

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// Nobody removes it.
func dirOf(t *testing.T) string {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed`
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOne(t *testing.T) {
	listen(t, filepath.Join(dirOf(t), "s"))
}

func TestTwo(t *testing.T) {
	dir := dirOf(t)
	listen(t, filepath.Join(dir, "s"))
}

func listen(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// One removes it.
func shared() (string, error) {
	return os.MkdirTemp("", "x")
}

func TestRemoves(t *testing.T) {
	dir, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	listen(t, filepath.Join(dir, "s"))
}

func TestLeaves(t *testing.T) {
	dir, err := shared() // want `directory dir of a Unix socket that shared makes is never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, filepath.Join(dir, "s"))
}

// The function that removes it is dropped.
func tempSocket(t *testing.T) (string, func()) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "s"), func() { os.RemoveAll(dir) }
}

func TestCleans(t *testing.T) {
	path, cleanup := tempSocket(t)
	defer cleanup()
	listen(t, path)
}

func TestDrops(t *testing.T) {
	path, _ := tempSocket(t) // want `directory of a Unix socket that .* makes is never removed: nobody calls the function that removes it`
	listen(t, path)
}

// Where it is made is up to the caller.
func in(parent string) string {
	dir, _ := os.MkdirTemp(parent, "x")
	return dir
}

func TestIn(t *testing.T) {
	listen(t, in(t.TempDir())+"/s")
	listen(t, in("")+"/s") // want `directory of a Unix socket that .* makes is never removed`
}

// The listener is all that is returned.
func server(t *testing.T) net.Listener {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestServer(t *testing.T) {
	l := server(t)
	defer l.Close()
	http.Serve(l, nil)
}
