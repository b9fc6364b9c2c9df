// Package dropped has functions that drop the function which removes the directory.
package dropped

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func socketPath(t *testing.T) (string, func()) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "s.sock"), func() { os.RemoveAll(dir) }
}

func checkedPath() (string, func() error, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return "", nil, err
	}
	return filepath.Join(dir, "s.sock"), func() error { return os.RemoveAll(dir) }, nil
}

func TestDropped(t *testing.T) {
	path, _ := socketPath(t) // want `nobody calls`
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestKept(t *testing.T) {
	path, remove := socketPath(t)
	defer remove()
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestChecked(t *testing.T) {
	path, _, err := checkedPath() // want `nobody calls`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func Serve() error {
	path, _, err := checkedPath() // want `nobody calls`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = l.Accept()
	return err
}

func ServeAndRemove() error {
	path, remove, err := checkedPath()
	if err != nil {
		return err
	}
	defer remove()
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = l.Accept()
	return err
}
