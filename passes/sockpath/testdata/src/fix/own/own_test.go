// Package own has tests whose sockets get a directory of their own.
package own

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestConstant(t *testing.T) {
	l, err := net.Listen("unix", "/tmp/constant.sock") // want `fixed path`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestVariable(t *testing.T) {
	// The path is for all.
	path := filepath.Join(os.TempDir(), "variable_socket") // want `fixed path`
	defer os.Remove(path)
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

func TestGoroutine(t *testing.T) {
	path := "/tmp/goroutine.sock" // want `fixed path`
	errs := make(chan error)
	go func() {
		l, err := net.Listen("unix", path)
		if err == nil {
			err = l.Close()
		}
		errs <- err
	}()
	if err := <-errs; err != nil {
		t.Fatal(err)
	}
}

func TestSub(t *testing.T) {
	err := os.Chdir("/")
	t.Run("sub", func(t *testing.T) {
		l, err := net.Listen("unix", "/tmp/sub-test.sock") // want `fixed path`
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTaken(t *testing.T) {
	dir := t.TempDir()
	os.Mkdir(filepath.Join(dir, "x"), 0o700)
	if l, err := net.Listen("unix", "/tmp/taken.sock"); err != nil { // want `fixed path`
		t.Error(err)
	} else {
		l.Close()
	}
}

func BenchmarkLong(b *testing.B) {
	path := filepath.Join(os.TempDir(), "a-socket-with-a-name-that-is-long.sock") // want `fixed path`
	l, err := net.Listen("unix", path)
	if err != nil {
		b.Fatal(err)
	}
	l.Close()
}
