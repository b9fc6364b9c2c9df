package testmain_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

var path string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "testmain")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path = filepath.Join(dir, "s")
	os.Exit(m.Run())
}

func TestListen(t *testing.T) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
