// Package tmpdir makes its directories in one that stays.
package tmpdir

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func listen(t testing.TB, dir string) {
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// The variable is another one, or set in another test.
func TestOther(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestMoved(t *testing.T) { t.Setenv("TMPDIR", t.TempDir()) }

// It is set to a directory that stays.
func TestStays(t *testing.T) {
	t.Setenv("TMPDIR", "/var/tmp")
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// The directory is made in another one.
func TestNamed(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir, err := os.MkdirTemp("/tmp", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// It is set too late.
func TestLate(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	listen(t, dir)
}

// One of those that get it has set it.
func temp(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSets(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	listen(t, temp(t))
}

func TestSetsNot(t *testing.T) {
	listen(t, temp(t)) // want `directory of a Unix socket that temp makes is never removed`
}
