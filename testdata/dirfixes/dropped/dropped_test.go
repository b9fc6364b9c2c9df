package dropped_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func socketPath(t *testing.T) (string, func()) {
	dir, err := os.MkdirTemp("", "dropped")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "s.sock"), func() { os.RemoveAll(dir) }
}

func TestListen(t *testing.T) {
	path, _ := socketPath(t)
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

func TestRemove(t *testing.T) {
	path, remove := socketPath(t)
	remove()
	if _, err := os.Stat(path); err == nil {
		t.Error("it is still there")
	}
}
