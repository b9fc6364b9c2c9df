// Package path removes directories of Unix sockets on some paths only.
package path

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestEarly(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is not removed on every path: it stays where the function returns on line 19`
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	l.Close()
}

// It is removed if something fails.
func Failing() error {
	dir, err := os.MkdirTemp("", "x") // want `is not removed on every path: it stays where the function returns on line 41`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		os.RemoveAll(dir)
		return err
	}
	l.Close()
	return nil
}

func FailingLater() (err error) {
	dir, err := os.MkdirTemp("", "x") // want `is not removed on every path: it stays where the function returns on line 55`
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	if l, err := net.Listen("unix", filepath.Join(dir, "s")); err == nil {
		return l.Close()
	}
	return errors.New("no socket")
}
