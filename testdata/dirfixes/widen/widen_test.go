package widen_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestStream(t *testing.T) {
	dir, err := os.MkdirTemp("", "widen")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	defer os.Remove(path)
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestDatagram(t *testing.T) {
	dir, err := os.MkdirTemp("", "widen")
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(dir)
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
}
