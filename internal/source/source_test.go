//go:build unix

package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sockvet/sockvet/internal/source"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.go")
	write(t, file, "package a\n")
	link := filepath.Join(dir, "b.go")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, link} {
		if got, err := source.Read(name); string(got) != "package a\n" || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	write(t, file, "")
	if got, err := source.Read(file); len(got) != 0 || err != nil {
		t.Errorf("got %q, %v of an empty file", got, err)
	}
}

func TestNoSource(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.go")
	write(t, large, "package a\n")
	if err := os.Truncate(large, 64<<20+1); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		dir:                           "is not a regular file",
		filepath.Join(dir, "nowhere"): "no such file",
		large:                         "larger than 64 MB",
		os.DevNull:                    "is not a regular file",
		pipe(t, dir):                  "is not a regular file",
	} {
		if got, err := source.Read(name); got != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %d bytes and error %v, want %s", name, len(got), err, want)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// pipe returns the name of a new named pipe: who opens it waits for a writer.
func pipe(t *testing.T, dir string) string {
	t.Helper()
	name := filepath.Join(dir, "pipe.go")
	if err := syscall.Mkfifo(name, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}
