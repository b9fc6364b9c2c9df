package sockapi_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// TestMaxUnixPath binds paths that are just short enough, and one byte too long: package
// syscall says where that is, on whatever system this runs.
func TestMaxUnixPath(t *testing.T) {
	limit := sockapi.MaxUnixPath(runtime.GOOS)
	if limit == 0 {
		t.Skip("no limit is known for " + runtime.GOOS)
	}
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	prefix := filepath.Join(dir, "s")
	binds(t, prefix+strings.Repeat("s", limit-len(prefix)), true)
	binds(t, prefix+strings.Repeat("s", limit+1-len(prefix)), false)
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		return
	}
	name := "@" + filepath.Base(dir)
	limit = sockapi.MaxAbstractName(runtime.GOOS)
	binds(t, name+strings.Repeat("s", limit-len(name)), true)
	binds(t, name+strings.Repeat("s", limit+1-len(name)), false)
}

func binds(t *testing.T, path string, want bool) {
	t.Helper()
	l, err := net.Listen("unix", path)
	if err == nil {
		l.Close()
	}
	if want != (err == nil) || err != nil && !errors.Is(err, syscall.EINVAL) {
		t.Errorf("net.Listen of %d bytes: %v", len(path), err)
	}
}

// TestTestDirLength asks for the directories of tests with names of all kinds.
func TestTestDirLength(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getenv("TMPDIR") != "" && os.Getenv("TMPDIR") != "/tmp" || os.Getenv("GOTMPDIR") != "" {
		t.Skip("the directory for temporary files is not /tmp")
	}
	for _, sub := range []string{"a", "with a space", "with/slash", "more*?<than|this", strings.Repeat("é", 40), strings.Repeat("long", 30)} {
		t.Run(sub, func(t *testing.T) {
			name := sockapi.TestName("TestTestDirLength", sub)
			if name != t.Name() {
				t.Errorf("name %q, want %q", name, t.Name())
			}
			// The random number has up to 10 digits.
			most, got := sockapi.TestDirLength("linux", name), len(t.TempDir())
			if got > most || got < most-9 {
				t.Errorf("the directory has %d bytes, want up to %d", got, most)
			}
		})
	}
}
