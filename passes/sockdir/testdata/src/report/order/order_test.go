// Package order removes the directory while there is something in it.
package order

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)


// What is registered last runs first.
func TestCleanups(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "directory dir of a Unix socket is never removed: os.Remove fails, since there is a socket in it; give the directory to os.RemoveAll"
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	t.Cleanup(func() { os.Remove(dir) })
}

// What is deferred runs before what is registered.
func TestDeferred(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	defer os.Remove(dir)
}

func TestLiteral(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		os.Remove(dir)
		l.Close()
	}()
}

func TestStatements(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(dir)
	l.Close()
}

func TestTooEarly(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	os.Remove(dir)
}

// Nobody removes the file of a datagram socket, or that of a descriptor.
func TestPackets(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(dir) })
	var config net.ListenConfig
	conn, err := config.ListenPacket(context.Background(), "unixgram", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
}

func TestDescriptor(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want "os.Remove fails"
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(dir)
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: filepath.Join(dir, "s")}); err != nil {
		t.Fatal(err)
	}
}
