// Package journey has ports that travel as those of the package of that name do
// which has the faults, to no harm.
package journey

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
)

type options struct{ addr, upstream string }

func dead(o *options) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	o.upstream = l.Addr().String()
	return nil
}

// The dead address is in the other field.
func otherField() error {
	o := options{addr: ":8080"}
	if err := dead(&o); err != nil {
		return err
	}
	if _, err := net.Dial("tcp", o.upstream); err == nil {
		return errors.New("somebody answers")
	}
	return http.ListenAndServe(o.addr, nil)
}

type holder struct {
	l    net.Listener
	port int
}

func (h *holder) open() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	h.l, h.port = l, l.Addr().(*net.TCPAddr).Port
	return nil
}

func (h *holder) close() error { return h.l.Close() }

// The listener in the struct is served.
func served() error {
	h := &holder{}
	if err := h.open(); err != nil {
		return err
	}
	defer h.close()
	fmt.Println("port", h.port)
	return http.Serve(h.l, nil)
}

// The port is sent to somebody who dials it.
func throughChannel() error {
	addrs := make(chan string)
	go func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		addrs <- l.Addr().String()
		http.Serve(l, nil)
	}()
	_, err := http.Get("http://" + <-addrs)
	return err
}

func reserve() (int, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, nil, err
	}
	return l.Addr().(*net.TCPAddr).Port, func() { l.Close() }, nil
}

// Released when all is over.
func releasedAfter(t *testing.T) {
	port, release, err := reserve()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(release)
	if _, err := net.Listen("tcp", fmt.Sprintf(":%d", port)); err == nil {
		t.Error("the port is not held")
	}
}

// Released in time for nobody.
func releasedForNobody() error {
	port, release, err := reserve()
	if err != nil {
		return err
	}
	release()
	_, err = net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
	return err
}

// All of them are held until the end.
func heldTogether(t *testing.T) {
	var listeners []net.Listener
	defer func() {
		for _, l := range listeners {
			l.Close()
		}
	}()
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		listeners = append(listeners, l)
	}
	for _, l := range listeners {
		if _, err := net.Listen("tcp", l.Addr().String()); !errors.Is(err, syscall.EADDRINUSE) {
			t.Errorf("bound %s twice", l.Addr())
		}
	}
}

var (
	once  sync.Once
	front net.Listener
)

// One listener for all tests.
func shared() net.Listener {
	once.Do(func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		front = l
	})
	return front
}

func usesShared() error { return http.Serve(shared(), nil) }

type suite struct{ url string }

// The server of the suite is closed, then its address is nobody's.
func (s *suite) SetupTest() {
	srv := httptest.NewServer(nil)
	s.url = srv.URL
	srv.Close()
}

func (s *suite) TestRefused() error {
	_, err := http.Get(s.url)
	return err
}

// A server comes back on its own port.
func TestRestart(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{}
	go srv.Serve(l)
	addr := l.Addr().String()
	srv.Close()
	again, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal("the port was not released:", err)
	}
	again.Close()
}

// While the connection is in TIME_WAIT, nobody gets the port without SO_REUSEADDR.
func timeWait() (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(fd)
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return 0, err
	}
	if err := errors.Join(syscall.Bind(fd, &syscall.SockaddrInet4{}), syscall.Listen(fd, 1)); err != nil {
		return 0, err
	}
	addr, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	client, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(client)
	if err := syscall.Connect(client, addr); err != nil {
		return 0, err
	}
	server, _, err := syscall.Accept(fd)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(server)
	return addr.(*syscall.SockaddrInet4).Port, nil
}

func usesTimeWait() error {
	port, err := timeWait()
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

// Only the host of the address is used.
func hostOnly() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr[:strings.LastIndex(addr, ":")]+":8080", nil)
}

// Compared and reported.
func reported() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	if port%2 == 0 {
		fmt.Fprintf(os.Stderr, "port %d is even\n", port)
	}
}
