package bind_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"testing"
	"time"

	"example.com/prove/bind"
)

// freeAddr is guilty, and whoever calls it.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // outcome: proved
	return l.Addr().String()
}

func start(t *testing.T, addr string) {
	t.Helper()
	l, err := bind.Serve(addr)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func TestOne(t *testing.T) {
	start(t, freeAddr(t))
}

// The second address is only reached when the first one is spared.
func TestTwo(t *testing.T) {
	start(t, freeAddr(t))
	start(t, freeAddr(t))
}

func TestPanics(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved
	done := make(chan bool)
	go func() {
		l, err := bind.Serve(addr)
		if err != nil {
			panic(err) // and the test never ends
		}
		l.Close()
		close(done)
	}()
	<-done
}

func TestParallel(t *testing.T) {
	for i := range 3 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			addr := l.Addr().String()
			l.Close() // outcome: proved
			start(t, addr)
		})
	}
}

// A dial binds its local address, too.
func TestLocalAddress(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	local := l.Addr().(*net.TCPAddr)
	l.Close() // outcome: proved
	conn, err := net.DialTCP("tcp", local, server.Listener.Addr().(*net.TCPAddr))
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

// The failure is ignored.
func TestCopes(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: copes
	if l, err := bind.Serve(addr); err == nil {
		l.Close()
	}
}

// Tried again with a fresh port: there is no finding, and the next one is not taken.
func TestRetry(t *testing.T) {
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		if again, err := bind.Serve(addr); err == nil {
			again.Close()
			return
		}
	}
	t.Fatal("all ports are taken")
}

var registry struct {
	sync.Mutex
	given map[string]bool
}

// register keeps others in this process from a port, and nobody else.
func register(t *testing.T) string {
	registry.Lock()
	defer registry.Unlock()
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0") // outcome: missed
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		if !registry.given[addr] {
			if registry.given == nil {
				registry.given = map[string]bool{}
			}
			registry.given[addr] = true
			return addr
		}
	}
}

func TestRegistry(t *testing.T) {
	start(t, register(t))
}

// Nobody answers: dials are refused as ever.
func TestDeadEndpoint(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if conn, err := net.Dial("tcp", l.Addr().String()); err == nil {
		conn.Close()
		t.Error("somebody answers")
	}
}

func TestDeadServer(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	if _, err := http.Get(server.URL); err == nil {
		t.Error("somebody answers")
	}
}

func TestRestart(t *testing.T) {
	l, err := bind.Serve("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.Read(make([]byte, 1)) // until the server has closed it
	conn.Close()
	l.Close()
	start(t, l.Addr().String())
}

// It shows that Close frees the port.
func TestClose(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // outcome: closes
	l, err = net.Listen("tcp", l.Addr().String())
	if err != nil {
		t.Fatal("the port is not free: ", err)
	}
	l.Close()
}

// It shows that the garbage collector does.
func TestCollected(t *testing.T) {
	addr := drop(t)
	for range 1000 {
		runtime.GC()
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			break // nobody listens any more
		}
		conn.Close()
		time.Sleep(time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal("the port is not free: ", err)
	}
	l.Close()
}

func drop(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0") // outcome: closes
	if err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}
