// Package never has directories of Unix sockets that nobody removes.
package never

import (
	"context"
	"fmt"
	"io/ioutil"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func Listen() error {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed, and stays when the socket is closed; .*`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	return l.Close()
}

func TestDeferred(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed, and stays when the socket is closed; .*`
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", dir+"/s")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestIoutil(t *testing.T) {
	dir, _ := ioutil.TempDir("/tmp", "x") // want `never removed`
	l, _ := net.ListenUnix("unix", &net.UnixAddr{Name: fmt.Sprintf("%s/socket", dir), Net: "unix"})
	defer l.Close()
}

func TestResolved(t *testing.T) {
	dir, _ := os.MkdirTemp(os.TempDir(), "x") // want `never removed`
	addr, err := net.ResolveUnixAddr("unixgram", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.ListenUnixgram("unixgram", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
}

func TestConfig(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "unixpacket", filepath.Join(dir, "a", "s"))
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
}

func TestSyscall(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	syscall.Bind(fd, &syscall.SockaddrUnix{Name: filepath.Join(dir, "s")})
}

// The server serves until the process is killed.
func Serve() {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		log.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(l, nil))
}

func TestSubtest(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		dir, _ := os.MkdirTemp("", "x") // want `never removed`
		serve(t, filepath.Join(dir, "s"))
	})
}

func serve(t *testing.T, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(l, nil)
	t.Cleanup(func() { l.Close() })
}

// In a goroutine, and printed.
func TestGo(t *testing.T) {
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("directory: %s", dir)
	var tb testing.TB = t
	tb.Log(dir)
	path := filepath.Join(dir, "s")
	done := make(chan error)
	go func() {
		l, err := net.Listen("unix", path)
		if err == nil {
			l.Close()
		}
		done <- err
	}()
	<-done
}

var dir string

// Another process of the package variable.
func init() {
	dir, _ = os.MkdirTemp("", "x") // want `directory dir of a Unix socket is never removed, and stays when the socket is closed; .*`
}

func Path() string { return filepath.Join(dir, "s") }

func TestVariable(t *testing.T) {
	l, err := net.Listen("unix", Path())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// An interface of something that has the path of the directory is used.
type files interface{ Open(name string) error }

type root struct{ dir string }

func (r root) Open(name string) error { return nil }

type otherRoot struct{}

func (otherRoot) Open(name string) error { return nil }

func read(f files) error { return f.Open("x") }

func TestInterface(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	read(root{dir})
}

func recursive(depth int) error {
	if depth > 3 {
		return nil
	}
	dir, err := os.MkdirTemp("", "x") // want `never removed`
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer l.Close()
	return recursive(depth + 1)
}

// The network is told by the caller, or found out.
func TestNetwork(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	listenOn("unix", filepath.Join(dir, "s"))
}

func listenOn(network, addr string) {
	l, _ := net.Listen(network, addr)
	defer l.Close()
}

func TestEitherNetwork(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x") // want `never removed`
	addr := filepath.Join(dir, "s")
	network := "tcp"
	if filepath.IsAbs(addr) {
		network = "unix"
	}
	listenOn(network, addr)
}

// What is removed first is another one.
func TestBefore(t *testing.T) {
	var dir string
	os.RemoveAll(dir)
	dir, _ = os.MkdirTemp("", "x") // want `never removed`
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}
