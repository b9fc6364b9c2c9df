package own

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"fake/lender"
)

// Tests of another package can name the field.
type Fixture struct {
	Dir string
	l   net.Listener
}

func (f *Fixture) SetupTest() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	f.Dir = dir
	if f.l, err = net.Listen("unix", filepath.Join(dir, "s")); err != nil {
		panic(err)
	}
}

// Another method removes what the field has.
type suite struct {
	dir string
	l   net.Listener
}

func (s *suite) SetupTest() {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	s.dir = dir
	if s.l, err = net.Listen("unix", filepath.Join(dir, "s")); err != nil {
		panic(err)
	}
}

func (s *suite) TearDownTest() {
	s.l.Close()
	os.RemoveAll(s.dir)
}

func TestBorrowed(t *testing.T) {
	path, err := lender.SocketPath("s")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(filepath.Dir(path))
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// It is not known to be for a socket.
func TestFile(t *testing.T) {
	path, err := lender.SocketPath("s")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}
