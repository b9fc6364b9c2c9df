// Package boxed hands out values that remove their directory, as interfaces.
package boxed

import (
	"fake/temp"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// By the path of the socket.
type tidy struct {
	net.Listener
	path string
}

func (t *tidy) Close() error {
	_ = os.RemoveAll(filepath.Dir(t.path))
	return t.Listener.Close()
}

func listen() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		os.Remove(dir)
		return nil, err
	}
	return &tidy{Listener: l, path: path}, nil
}

func TestDeferred(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestCleanup(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

func TestServe(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	var s http.Server
	defer s.Close()
	go s.Serve(l)
}

func TestHelper(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	defer closeIt(l)
}

func closeIt(c io.Closer) {
	if err := c.Close(); err != nil {
		panic(err)
	}
}

func TestHTTP(t *testing.T) {
	l, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(nil)
	s.Listener = l
	s.Start()
	defer s.Close()
}

type server struct{ l net.Listener }

func newServer() (*server, error) {
	l, err := listen()
	if err != nil {
		return nil, err
	}
	return &server{l}, nil
}

func (s *server) stop() { s.l.Close() }

func TestServer(t *testing.T) {
	s, err := newServer()
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
}

// By the directory, wrapped by a function of its own, with a value receiver.
type dirListener struct {
	net.Listener
	dir string
}

func (d dirListener) Close() error {
	defer os.RemoveAll(d.dir)
	return d.Listener.Close()
}

func wrap(l net.Listener, dir string) net.Listener { return dirListener{l, dir} }

func TestWrap(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	l = wrap(l, dir)
	defer l.Close()
}

// By the address of the listener that it wraps.
type byAddress struct{ net.Listener }

func (b byAddress) Close() error {
	path := b.Addr().String()
	err := b.Listener.Close()
	os.RemoveAll(filepath.Dir(path))
	return err
}

func TestByAddress(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	var l net.Listener = byAddress{inner}
	defer l.Close()
}

// A function that it keeps does it.
type funcListener struct {
	net.Listener
	cleanup func() error
}

func (f *funcListener) Close() error {
	f.Listener.Close()
	return f.cleanup()
}

func listenFunc() (net.Listener, error) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return nil, err
	}
	return &funcListener{l, func() error { return os.RemoveAll(dir) }}, nil
}

func TestFunc(t *testing.T) {
	l, err := listenFunc()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

// The method is that of an embedded field.
type outer struct {
	*tidy
	name string
}

func listenOuter() net.Listener {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		panic(err)
	}
	return outer{&tidy{l, path}, "outer"}
}

func TestOuter(t *testing.T) {
	l := listenOuter()
	defer l.Close()
}

// An interface with another method.
type Stopper interface{ Stop() }

type daemon struct {
	dir string
	l   net.Listener
}

func (d *daemon) Stop() {
	d.l.Close()
	os.RemoveAll(d.dir)
}

func start() Stopper {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		panic(err)
	}
	return &daemon{dir, l}
}

type nobody struct{}

func (nobody) Stop() {}

func TestStopper(t *testing.T) {
	s := start()
	t.Cleanup(s.Stop)
}

// Handed out, to whoever closes it.
func Listen() (net.Listener, error) {
	l, err := listen()
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Of another package.
func TestAcross(t *testing.T) {
	l, err := temp.ListenTidy()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
}

func TestAcrossServe(t *testing.T) {
	l, err := temp.ListenTidy()
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(l, nil)
}

func TestAcrossWrap(t *testing.T) {
	dir, err := os.MkdirTemp("", "x")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	l = temp.Tidy(l, dir)
	defer l.Close()
}
