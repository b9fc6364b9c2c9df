package fixed

import (
	"errors"
	"fmt"
	"math/rand"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

func TestOwn(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	net.Listen("unix", filepath.Join(dir, "own.sock"))
	net.Listen("unix", filepath.Join(t.TempDir(), "own.sock"))
	below, _ := os.MkdirTemp("/tmp", "x")
	net.Listen("unix", below+"/own.sock")
}

// A part of the name is another one in each run.
func TestRandom(t *testing.T) {
	net.Listen("unix", fmt.Sprintf("/tmp/random-%d.sock", os.Getpid()))
	net.Listen("unix", "/tmp/random-"+strconv.Itoa(rand.Int())+".sock")
	net.Listen("unix", filepath.Join(os.TempDir(), unique()))
	f, err := os.CreateTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(f.Name())
	net.Listen("unix", f.Name())
}

func unique() string { return strconv.FormatInt(rand.Int63(), 36) }

// What others cannot write to.
func TestElsewhere(t *testing.T) {
	net.Listen("unix", "/run/service.sock")
	net.Listen("unix", "/var/run/service/service.sock")
	net.Listen("unix", "")
	net.Listen("unix", os.Getenv("SOCKET"))
}

// It is to fail.
func TestFails(t *testing.T) {
	net.Listen("unix", "/tmp/no/such/directory/x.sock")
	_, err := net.Listen("unix", "/tmp/taken.sock")
	if err == nil {
		t.Fatal("it was bound")
	}
	if _, err := net.Listen("unix", "/tmp/refused.sock"); err == nil {
		t.Fatal("it was bound")
	}
	err = serve("/tmp/served.sock")
	Error(t, err)
	Error(t, serve("/tmp/asserted.sock"))
	err = serve("/tmp/is.sock")
	ErrorIs(t, err, errors.ErrUnsupported)
}

func serve(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return l.Close()
}

func Error(t *testing.T, err error) {
	if err == nil {
		t.Error("no error")
	}
}

func ErrorIs(t *testing.T, err, target error) {
	if !errors.Is(err, target) {
		t.Error(err)
	}
}

// Nobody else has it.
func TestLocked(t *testing.T) {
	f, _ := os.Create("/tmp/locked.lock")
	syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	net.Listen("unix", "/tmp/locked.sock")
}

func TestChroot(t *testing.T) {
	syscall.Chroot("/srv/test")
	net.Listen("unix", "/tmp/chroot.sock")
}

// A server that never listens.
func TestNever(t *testing.T) {
	s := &server{path: "/tmp/never.sock"}
	if s.path == "" {
		t.Error("no path")
	}
	path := "/tmp/unused.sock"
	_ = path
}

type server struct{ path string }

func (s *server) run() { net.Listen("unix", s.path) }
