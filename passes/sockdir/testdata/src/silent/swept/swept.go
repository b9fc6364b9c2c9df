// Package swept removes its directories by their names when all tests are done.
package swept

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "swept-*"))
	for _, dir := range dirs {
		os.RemoveAll(dir)
	}
	sweepEntries()
	sweepIn(os.TempDir())
	exec.Command("sh", "-c", "rm -rf /tmp/shell-*").Run()
	sweepByShell()
	os.Exit(code)
}

const prefix = "entries-"

func sweepEntries() {
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) {
			remove(filepath.Join(os.TempDir(), e.Name()))
		}
	}
}

func remove(path string) {
	if err := os.RemoveAll(path); err != nil {
		panic(err)
	}
}

func sweepIn(root string) {
	entries, _ := os.ReadDir(root)
	for _, e := range entries {
		if ok, _ := filepath.Match("matched-*-x", e.Name()); ok {
			os.RemoveAll(filepath.Join(root, e.Name()))
		}
	}
}

func sweepByShell() {
	defer exec.Command("/bin/bash", "-ec", "rm -rf "+filepath.Join(os.TempDir(), "joined-*")+" || true").Run()
	exec.Command("sh", "-c", fmt.Sprintf("rm -r %s/format-*-x", os.TempDir())).Run()
	exec.Command("find", os.TempDir(), "-name", "found-*", "-exec", "rm", "-rf", "{}", "+").Run()
}

func listen(t testing.TB, dir string) {
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestGlob(t *testing.T) {
	dir, err := os.MkdirTemp("", "swept-")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestEntries(t *testing.T) {
	dir, err := os.MkdirTemp("", prefix+"x-*")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// A helper makes it.
func temp(t testing.TB) string {
	dir, err := os.MkdirTemp(os.TempDir(), "matched-*-x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestHelper(t *testing.T) {
	listen(t, temp(t))
}

func TestShell(t *testing.T) {
	dir, err := os.MkdirTemp("", "shell-")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestJoined(t *testing.T) {
	dir, err := os.MkdirTemp("", "joined-*")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestFormat(t *testing.T) {
	dir, err := os.MkdirTemp("", "format-*-x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestFound(t *testing.T) {
	dir, err := os.MkdirTemp("", "found-")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}
