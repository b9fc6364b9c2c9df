// Package sweptwalk walks over all temporary files.
package sweptwalk

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	filepath.WalkDir(os.TempDir(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(filepath.Base(path), "walked-") {
			os.RemoveAll(path)
			return filepath.SkipDir
		}
		return nil
	})
	filepath.Walk("/tmp", visit)
	os.Exit(code)
}

func visit(path string, info os.FileInfo, err error) error {
	if err == nil && info.IsDir() && strings.HasSuffix(info.Name(), "-visited") {
		os.RemoveAll(path)
		return filepath.SkipDir
	}
	return err
}

func listen(t testing.TB, dir string) {
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestWalked(t *testing.T) {
	dir, err := os.MkdirTemp("", "walked-")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestVisited(t *testing.T) {
	dir, err := os.MkdirTemp("", "*-visited")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}
