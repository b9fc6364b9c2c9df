// Package removed removes its directories.
package removed

import (
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func Deferred() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func DeferredLiteral() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			log.Print(err)
		}
	}()
	return listen(filepath.Join(dir, "s"))
}

func listen(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return l.Close()
}

func TestCleanup(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	listen(filepath.Join(dir, "s"))
}

func TestCleanupOfTB(t *testing.T) {
	var tb testing.TB = t
	dir, _ := os.MkdirTemp("", "x")
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	listen(filepath.Join(dir, "s"))
}

// An interface of somebody's own.
type cleaner interface{ Cleanup(f func()) }

func cleaned(t cleaner) {
	dir, _ := os.MkdirTemp("", "x")
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listen(filepath.Join(dir, "s"))
}

// Each path ends with a removal.
func Both() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	if err := listen(filepath.Join(dir, "s")); err != nil {
		os.RemoveAll(dir)
		return err
	}
	return os.RemoveAll(dir)
}

// If it fails, it stays.
func OnFailure() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	if err := listen(filepath.Join(dir, "s")); err != nil {
		return err
	}
	if filepath.Base(dir) == "" {
		return errors.New("no name")
	}
	return os.RemoveAll(dir)
}

// The condition is anybody's guess.
func Kept() {
	dir, _ := os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
	if os.Getenv("KEEP") == "" {
		os.RemoveAll(dir)
	}
}

func Conditional(unix bool) error {
	address := "127.0.0.1:0"
	network := "tcp"
	if unix {
		dir, err := os.MkdirTemp("", "x")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		network, address = "unix", filepath.Join(dir, "s")
	}
	l, err := net.Listen(network, address)
	if err != nil {
		return err
	}
	return l.Close()
}

// By the path of the socket.
func ByParent() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "s")
	defer os.RemoveAll(filepath.Dir(path))
	return listen(path)
}

func ByParentBelow() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "s")
	defer sweep(path)
	return listen(path)
}

func sweep(path string) {
	if !strings.HasPrefix(path, "/") {
		panic(path)
	}
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		panic(err)
	}
}

// By the address of the listener.
func ByAddress() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(l.Addr().String()))
	return l.Close()
}

// The socket first, then the directory.
func Both2() {
	dir, _ := os.MkdirTemp("", "x")
	path := filepath.Join(dir, "s")
	listen(path)
	os.Remove(path)
	os.Remove(dir)
}

// What is deferred last runs first: the listener unlinks its path, and the directory
// is empty.
func LastInFirstOut(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer os.Remove(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// A server closes its listener.
func ServedAndEmpty(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer os.Remove(dir)
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	var s http.Server
	defer s.Close()
	go s.Serve(l)
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	listen(filepath.Join(dir, "s"))
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// TestMain of Go 1.15 or later returns, and is ended by package testing.
func main15(m *testing.M) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	listen(filepath.Join(dir, "s"))
	m.Run()
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		log.Fatal(err) // there is none yet
	}
	defer os.RemoveAll(dir)
	if err := listen(filepath.Join(dir, "s")); err != nil {
		log.Fatal(err) // a failure only
	}
	return m.Run()
}

func Command() {
	dir, _ := os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
	exec.Command("rm", "-rf", dir).Run()
}

func Loop() {
	for range 3 {
		dir, _ := os.MkdirTemp("", "x")
		listen(filepath.Join(dir, "s"))
		os.RemoveAll(dir)
	}
}

func List() {
	var dirs []string
	defer func() {
		for _, dir := range dirs {
			os.RemoveAll(dir)
		}
	}()
	for range 3 {
		dir, _ := os.MkdirTemp("", "x")
		dirs = append(dirs, dir)
		listen(filepath.Join(dir, "s"))
	}
}

func Abs() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return listen(filepath.Join(dir, "s"))
}

func Goroutine() {
	dir, _ := os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
	go os.RemoveAll(dir)
}

// Where it ends the process, something is wrong.
func Usage(args []string) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if len(args) == 0 {
		log.Fatal("no argument")
	}
	if len(args) > 1 {
		os.Exit(2)
	}
	listen(filepath.Join(dir, "s"))
}

func Forever(args []string) {
	dir, _ := os.MkdirTemp("", "x")
	defer os.RemoveAll(dir)
	if listen(filepath.Join(dir, "s")); len(args) > 1 {
		os.Exit(1)
	}
	for {
		listen(filepath.Join(dir, "s"))
	}
}

// The way on is that of an error.
func Fallback() error {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err == nil {
		l.Close()
		return os.RemoveAll(dir)
	}
	defer os.RemoveAll(dir)
	return listen(filepath.Join(dir, "t"))
}

func recursive(depth int) error {
	if depth > 3 {
		return nil
	}
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	listen(filepath.Join(dir, "s"))
	return recursive(depth + 1)
}

// What is deferred first finds what is made then.
func First() (err error) {
	var dir string
	defer func() { os.RemoveAll(dir) }()
	if dir, err = os.MkdirTemp("", "x"); err != nil {
		return err
	}
	return listen(filepath.Join(dir, "s"))
}

func TestFirst(t *testing.T) {
	var dir string
	t.Cleanup(func() { os.RemoveAll(dir) })
	dir, _ = os.MkdirTemp("", "x")
	listen(filepath.Join(dir, "s"))
}

// What is registered for the end of the test runs after what is deferred: the listener
// is closed, and its directory is empty.
func TestCleanupOrder(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Cleanup(func() { os.Remove(dir) })
}

func TestCleanups(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	t.Cleanup(func() { os.Remove(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// Both a listener and a socket for datagrams, whose file is removed.
func TestPacket(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	defer os.Remove(dir)
	path := filepath.Join(dir, "s")
	conn, err := net.ListenPacket("unixgram", path)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	os.Remove(path)
}

// Made again, and removed in the end; or something in it is made.
func TestAgain(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	os.RemoveAll(dir)
	os.MkdirAll(dir, 0o755)
	defer os.RemoveAll(dir)
	listen(filepath.Join(dir, "s"))
}

func TestWithin(t *testing.T) {
	dir, _ := os.MkdirTemp("", "x")
	os.MkdirAll(filepath.Join(dir, "sub"), 0o755)
	listen(filepath.Join(dir, "sub", "s"))
	os.RemoveAll(dir)
	os.MkdirAll("other", 0o755)
}
