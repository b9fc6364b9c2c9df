// Package helper has functions that make directories for others, who remove them.
package helper

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func dirOf() (string, error) { return os.MkdirTemp("", "x") }

func TestOne(t *testing.T) {
	dir, err := dirOf()
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	listen(t, filepath.Join(dir, "s"))
}

func TestTwo(t *testing.T) {
	dir, err := dirOf()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	listen(t, filepath.Join(dir, "s"))
}

func listen(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// The helper sees to it.
func cleaned(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestCleaned(t *testing.T) {
	listen(t, filepath.Join(cleaned(t), "s"))
}

func pathAndCleanup(t *testing.T) (string, func()) {
	dir := cleaned2(t)
	return filepath.Join(dir, "s"), func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
}

func cleaned2(t *testing.T) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestPath(t *testing.T) {
	path, cleanup := pathAndCleanup(t)
	defer cleanup()
	listen(t, path)
}

// A literal that sets a variable of the function around it.
func TestLiteral(t *testing.T) {
	var dir string
	setup := func() {
		var err error
		if dir, err = os.MkdirTemp("", "x"); err != nil {
			t.Fatal(err)
		}
	}
	setup()
	defer os.RemoveAll(dir)
	listen(t, filepath.Join(dir, "s"))
}

func TestLiteralHanded(t *testing.T) {
	var dir string
	t.Run("setup", func(t *testing.T) {
		dir, _ = os.MkdirTemp("", "x")
	})
	t.Run("listen", func(t *testing.T) {
		listen(t, filepath.Join(dir, "s"))
	})
	os.RemoveAll(dir)
}

// Who calls it is not known.
func unused() string {
	dir, _ := os.MkdirTemp("", "x")
	net.Listen("unix", filepath.Join(dir, "s"))
	return dir
}

// The helper has others see to it.
var dirs []string

func noted() string {
	dir, _ := os.MkdirTemp("", "x")
	dirs = append(dirs, dir)
	return dir
}

var cleanups []func()

func noted2() string {
	dir, _ := os.MkdirTemp("", "x")
	cleanups = append(cleanups, func() { os.RemoveAll(dir) })
	return dir
}

func TestNoted(t *testing.T) {
	listen(t, filepath.Join(noted(), "s"))
	listen(t, filepath.Join(noted2(), "s"))
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range dirs {
		os.RemoveAll(dir)
	}
	for _, f := range cleanups {
		f()
	}
	os.Exit(code)
}
