// Package dead keeps addresses that nobody listens on, to see what clients do
// then. Nobody binds them: there is no fault.
package dead

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/rpc"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func dial(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("somebody answers")
	}
}

func dialTimeout(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	_, err := net.DialTimeout(l.Addr().Network(), l.Addr().String(), time.Second)
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v", err)
	}
}

func dialContext(ctx context.Context) error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	var d net.Dialer
	_, err := d.DialContext(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(port)))
	return err
}

func get(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get("http://" + addr); err == nil {
		t.Error("somebody answers")
	}
}

// One dead address for several clients.
func post(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	base := fmt.Sprintf("http://%s/api", l.Addr())
	l.Close()
	for _, path := range []string{"/a", "/b"} {
		req, err := http.NewRequest(http.MethodPost, base+path, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := http.DefaultClient.Do(req); err == nil {
			t.Error("somebody answers")
		}
	}
}

// A client keeps the address in a field.
type client struct {
	base string
	http *http.Client
}

func newClient(base string) *client { return &client{base, http.DefaultClient} }

func (c *client) fetch() error {
	_, err := c.http.Get(c.base + "/healthz")
	return err
}

func clientStruct(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	c := newClient("http://" + l.Addr().String())
	l.Close()
	if c.fetch() == nil {
		t.Error("somebody answers")
	}
}

// Options are like those of redis: Addr is dialled.
type options struct {
	Addr    string
	Retries int
}

type store struct{ opts *options }

func open(opts *options) *store { return &store{opts} }

func (s *store) ping() error {
	conn, err := net.Dial("tcp", s.opts.Addr)
	if err != nil {
		return err
	}
	return conn.Close()
}

func clientOptions(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	s := open(&options{Addr: l.Addr().String()})
	if s.ping() == nil {
		t.Error("somebody answers")
	}
}

func unusedURL() *url.URL {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	return &url.URL{Scheme: "http", Host: l.Addr().String()}
}

func parsesURL(t *testing.T) {
	u := unusedURL()
	u.Path = "/nobody"
	if _, err := http.Get(u.String()); err == nil {
		t.Error("somebody answers")
	}
}

// A helper that finds an address for tests of failure.
func deadAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func refused(t *testing.T) {
	_, err := net.Dial("tcp", deadAddr(t))
	if err == nil || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("got %v", err)
	}
}

func rpcRefused(t *testing.T) {
	if _, err := rpc.DialHTTP("tcp", deadAddr(t)); err == nil {
		t.Error("somebody answers")
	}
}

func table(t *testing.T) {
	tests := []struct{ name, addr, want string }{
		{"nobody", deadAddr(t), "refused"},
		{"no port", "localhost", "missing port"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := net.Dial("tcp", test.addr)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func goroutine() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close()
	done := make(chan error)
	go func() {
		_, err := net.Dial("tcp", addr)
		done <- err
	}()
	log.Println(<-done)
}

func udp() error {
	c, _ := net.ListenPacket("udp", "127.0.0.1:0")
	addr := c.LocalAddr().(*net.UDPAddr)
	c.Close()
	conn, err := net.DialUDP("udp", nil, addr)
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("anybody?"))
	return err
}

// A server's URL after the server has gone.
func closedServer(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	if _, err := http.Get(srv.URL); err == nil {
		t.Error("somebody answers")
	}
}

func closedServerField(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	base := srv.URL
	srv.Close()
	if newClient(base).fetch() == nil {
		t.Error("somebody answers")
	}
}

func closedListenerOfServer(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	addr := srv.Listener.Addr().String()
	srv.Close()
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("somebody answers")
	}
}

// A proxy to nobody answers 502.
func proxy() *http.Transport {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close()
	return &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: addr})}
}

// An exported helper, but all that this package does is to dial.
func UnusedAddr() string {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	return l.Addr().String()
}

func unusedIsDead(t *testing.T) {
	if _, err := net.Dial("tcp", UnusedAddr()); err == nil {
		t.Error("somebody answers")
	}
}

// The address is dialled by what a field holds.
type dialer struct {
	dial func(addr string) (net.Conn, error)
}

func throughField() error {
	d := dialer{func(addr string) (net.Conn, error) { return net.Dial("tcp", addr) }}
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close()
	_, err := d.dial(addr)
	return err
}

// Dead, then dead again: asking for the socket's own state is no bind.
func logged() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr()
	l.Close()
	log.Printf("nobody at %s (%s)", addr, addr.Network())
}

// DeadAddr returns an address for tests of other packages.
func DeadAddr(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// ClosedPort does so with the port.
func ClosedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
