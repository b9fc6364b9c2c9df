// Package tests has tests with a directory for temporary files of their own.
package tests

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestMain(m *testing.M) {
	dir, _ := os.MkdirTemp("", "tests")
	os.Setenv("TMPDIR", dir)
	m.Run()
	os.RemoveAll(dir)
}

func TestTemp(t *testing.T) {
	net.Listen("unix", filepath.Join(os.TempDir(), "temp.sock"))
}

// A list of paths, of which nobody knows which are bound.
func TestTable(t *testing.T) {
	for _, path := range []string{"/tmp/table.sock", "relative"} {
		net.Listen("unix", path)
	}
}
