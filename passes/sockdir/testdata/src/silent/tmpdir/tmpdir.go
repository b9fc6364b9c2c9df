// Package tmpdir makes its directories in one that is removed.
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

func temp(t testing.TB) string {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSetenv(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func TestOsSetenv(t *testing.T) {
	parent := t.TempDir()
	os.Setenv("TMPDIR", parent)
	defer os.Unsetenv("TMPDIR")
	dir, err := os.MkdirTemp(os.TempDir(), "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Helpers do it.
func isolate(t *testing.T) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
}

func TestHelper(t *testing.T) {
	isolate(t)
	listen(t, temp(t))
}

func TestSubtests(t *testing.T) {
	isolate(t)
	for range 2 {
		t.Run("x", func(t *testing.T) {
			dir, err := os.MkdirTemp("", "y")
			if err != nil {
				t.Fatal(err)
			}
			listen(t, dir)
		})
	}
}

// A short one, which the test removes.
func TestShort(t *testing.T) {
	short, err := os.MkdirTemp("/tmp", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(short) })
	t.Setenv("TMPDIR", short)
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// A suite.
type suite struct {
	t   *testing.T
	tmp string
}

func (s *suite) SetupTest() {
	s.tmp = s.t.TempDir()
	s.t.Setenv("TMPDIR", s.tmp)
}

func (s *suite) TestIt() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		s.t.Fatal(err)
	}
	listen(s.t, dir)
}

// By the name of a field or a variable.
func (s *suite) TestField() {
	dir, err := os.MkdirTemp(s.tmp, "x")
	if err != nil {
		s.t.Fatal(err)
	}
	listen(s.t, dir)
}

var scratch string

func TestVariable(t *testing.T) {
	dir, err := os.MkdirTemp(scratch, "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// With others, by their names.
func TestNames(t *testing.T) {
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, t.TempDir())
	}
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

func setAll(t *testing.T, environment map[string]string) {
	for name, value := range environment {
		t.Setenv(name, value)
	}
}

func TestMap(t *testing.T) {
	setAll(t, map[string]string{"TMPDIR": t.TempDir()})
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}
