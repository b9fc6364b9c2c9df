// Package socket removes the sockets, and leaves their directories.
package socket

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestRemove(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed: os.Remove removes only the socket`
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(path)
	defer l.Close()
}

func TestRemoveAll(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `os.RemoveAll removes only the socket`
	path := filepath.Join(dir, "s")
	t.Cleanup(func() { os.RemoveAll(path) })
	l, _ := net.Listen("unix", path)
	defer l.Close()
}

// The directory is removed if something fails. On success, the caller gets a
// function that does not.
func Mount() (path string, closer func() error, err error) {
	dir, err := os.MkdirTemp("", "x") // want `os.RemoveAll removes only the socket`
	if err != nil {
		return "", nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	if err := os.Chmod(dir, 0o711); err != nil {
		return "", nil, errors.Join(err)
	}
	path = filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		return "", nil, err
	}
	return path, func() error {
		err := l.Close()
		os.RemoveAll(path)
		return err
	}, nil
}

// The directory is not empty: nothing removes the file of a datagram socket.
func TestDatagram(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: os.Remove fails, since there is a socket in it`
	defer os.Remove(dir)
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn
}

// What is deferred last runs first, when the socket is still there.
func TestOrder(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: os.Remove fails, since there is a socket in it`
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	defer os.Remove(dir)
}

// Closed in time, but it is one for datagrams.
func TestPacket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: os.Remove fails, since there is a socket in it`
	defer os.Remove(dir)
	conn, err := net.ListenPacket("unixgram", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

// What is registered for the end of the test runs after what is deferred.
func TestCleanupOrder(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed: os.Remove fails, since there is a socket in it`
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	defer os.Remove(dir)
}

// Removed and made again, which somebody may do with a directory that he has not made.
var kept string

func init() { kept, _ = os.MkdirTemp("", "x") } // want `never removed`

func clear(t *testing.T) {
	if err := os.RemoveAll(kept); err != nil {
		t.Fatal(err)
	}
	os.MkdirAll(kept, 0o755)
}

func TestKept(t *testing.T) {
	defer clear(t)
	l, err := net.Listen("unix", filepath.Join(kept, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func reset(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Mkdir(dir, 0o700)
}

func TestReset(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	defer reset(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
