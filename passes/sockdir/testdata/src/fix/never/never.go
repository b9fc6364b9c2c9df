// Package never has faults whose repair is up to people.
package never

import (
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// The server goes on when the function is back.
func start() error {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	go http.Serve(l, nil)
	return nil
}

// It never returns.
func serve() {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		log.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	log.Fatal(http.Serve(l, nil))
}

// It is returned to those who are no test.
func dirOf() (string, error) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	return dir, err
}

func TestHelper(t *testing.T) {
	dir, err := dirOf()
	if err != nil {
		t.Fatal(err)
	}
	listen(t, filepath.Join(dir, "s"))
}

func listen(t testing.TB, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// Later tests use it.
var shared string

func TestShared(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	shared = dir
	listen(t, filepath.Join(shared, "s"))
}

func init() {
	shared, _ = os.MkdirTemp("", "x") // want `never removed`
}

func TestOuter(t *testing.T) {
	var dir string
	t.Run("setup", func(t *testing.T) {
		dir, _ = os.MkdirTemp("", "x") // want `never removed`
	})
	t.Run("listen", func(t *testing.T) {
		listen(t, filepath.Join(dir, "s"))
	})
}

// What is deferred piles up.
func loop(n int) {
	for range n {
		dir, _ := os.MkdirTemp("", "x") // want `never removed`
		l, err := net.Listen("unix", filepath.Join(dir, "s"))
		if err == nil {
			l.Close()
		}
	}
}

// There is no variable for it.
func TestNoVariable(t *testing.T) {
	listen(t, filepath.Join(must(os.MkdirTemp("", "x")), "s")) // want `never removed`
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

func TestTwice(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	listen(t, filepath.Join(dir, "s"))
	dir, _ = os.MkdirTemp("", "x") // want `never removed`
	listen(t, filepath.Join(dir, "s"))
}

// The name of the parameter is that of something else.
func TestHidden(t *testing.T) {
	{
		t := 1
		_ = t
		dir, _ := os.MkdirTemp("", "x") // want `never removed`
		l, _ := net.Listen("unix", filepath.Join(dir, "s"))
		http.Serve(l, nil)
	}
}

// The exit is not that of the tests.
func end(m *testing.M) {
	dir, _ := os.MkdirTemp("", "x") // want `os.Exit ends the process`
	defer os.RemoveAll(dir)
	l, _ := net.Listen("unix", filepath.Join(dir, "s"))
	defer l.Close()
	os.Exit(m.Run())
}

// Only some of the sockets are removed.
func some(stale bool) error {
	dir, err := os.MkdirTemp("", "x") // want `removes only the socket`
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "s")
	if stale {
		os.Remove(path)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	go http.Serve(l, nil)
	return nil
}

// A suite keeps it for its tests.
type suite struct {
	t   *testing.T
	dir string
}

func (s *suite) T() *testing.T { return s.t }

func (s *suite) SetupSuite() {
	s.dir, _ = os.MkdirTemp("", "x")
	listen(s.T(), filepath.Join(s.dir, "s"))
}
