// Package across gets directories from another package, and removes them.
package across

import (
	"fake/temp"
	"net"
	"os"
	"testing"
)

func TestDir(t *testing.T) {
	dir, err := temp.Dir()
	if err != nil {
		t.Fatal(err)
	}
	defer temp.Remove(dir)
	listen(t, temp.SocketIn(dir))
}

func listen(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestParent(t *testing.T) {
	dir, err := temp.Dir()
	if err != nil {
		t.Fatal(err)
	}
	path := temp.SocketIn(dir)
	listen(t, path)
	if err := temp.RemoveParent(path); err != nil {
		t.Fatal(err)
	}
}

func TestRemover(t *testing.T) {
	path, remove, err := temp.Socket()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(remove)
	listen(t, path)
}

func TestCleaned(t *testing.T) {
	listen(t, temp.SocketIn(temp.Cleaned(t)))
}

func TestServer(t *testing.T) {
	s, err := temp.NewServer()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
}

// Nobody has a path to remove: only a strict check reports it.
func TestListener(t *testing.T) {
	l, err := temp.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestDaemon(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	d := temp.New(temp.Config{Dir: dir})
	defer d.Stop()
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
}
