// Package rooted removes its directories by way of an os.Root.
package rooted

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

func temp(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBase(t *testing.T) {
	root, err := os.OpenRoot(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	dir := temp(t)
	defer root.RemoveAll(filepath.Base(dir))
	listen(t, dir)
}

func TestParent(t *testing.T) {
	dir := temp(t)
	root, err := os.OpenRoot(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		root.RemoveAll(filepath.Base(dir))
		root.Close()
	})
	listen(t, dir)
}

func TestRel(t *testing.T) {
	root, err := os.OpenRoot(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := temp(t)
	rel, err := filepath.Rel(os.TempDir(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.RemoveAll(rel)
	listen(t, dir)
}

func remove(root *os.Root, dir string) { root.RemoveAll(filepath.Base(dir)) }

func removeName(root *os.Root, name string) { root.RemoveAll(name) }

func TestHelper(t *testing.T) {
	root, err := os.OpenRoot(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, b := temp(t), temp(t)
	defer remove(root, a)
	defer removeName(root, filepath.Base(b))
	listen(t, a)
	listen(t, b)
}

// By the name of the root.
func TestName(t *testing.T) {
	root, err := os.OpenRoot(temp(t))
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(root.Name())
	listen(t, root.Name())
}

// By its name, joined to where it is.
func TestJoined(t *testing.T) {
	dir := temp(t)
	defer os.RemoveAll(filepath.Join(os.TempDir(), filepath.Base(dir)))
	listen(t, dir)
}
