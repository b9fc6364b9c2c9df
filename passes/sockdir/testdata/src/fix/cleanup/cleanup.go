// Package cleanup has directories that tests make.
package cleanup

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestChecked(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestUnchecked(t *testing.T) {
	tmp, _ := os.MkdirTemp("", "x") // want `never removed`

	l, err := net.Listen("unix", filepath.Join(tmp, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// With whatever checks the error.
func TestMust(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	must(t, err)                      // or else
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	must(t, err)
	defer l.Close()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSubtest(t *testing.T) {
	t.Run("a", func(st *testing.T) {
		dir, err := os.MkdirTemp("", "x") // want `never removed`
		if err != nil {
			st.Fatal(err)
		}
		listen(st, filepath.Join(dir, "s"))
	})
}

func BenchmarkListen(b *testing.B) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		b.Fatal(err)
	}
	listen(b, filepath.Join(dir, "s"))
}

func listen(t testing.TB, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// The helper can see to it, whatever it returns.
func dirOf(tb testing.TB) string {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		tb.Fatal(err)
	}
	return dir
}

func TestHelper(t *testing.T) {
	listen(t, filepath.Join(dirOf(t), "s"))
}

// Who gets it from a helper that others clean up after.
func shared() (string, error) { return os.MkdirTemp("", "x") }

func TestRemoves(t *testing.T) {
	dir, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	listen(t, filepath.Join(dir, "s"))
}

func TestLeaves(t *testing.T) {
	dir, err := shared() // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, filepath.Join(dir, "s"))
}

// What is there first is no harm.
func TestSocketOnly(t *testing.T) {
	path := ""
	{
		dir, err := os.MkdirTemp("", "x") // want `removes only the socket`
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(dir, "s")
	}
	listen(t, path)
	defer os.Remove(path) // dir is not at hand
}

// A suite, as package suite of testify has it.
type suite struct{ t *testing.T }

func (s *suite) T() *testing.T { return s.t }

type socketSuite struct{ suite }

func (s *socketSuite) TestListen() {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		s.T().Fatal(err)
	}
	listen(s.T(), filepath.Join(dir, "s"))
}
