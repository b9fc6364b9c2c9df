// Package replaced closes the listener that a server had, and gives it another one. That
// one stays open.
package replaced

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func listen(t *testing.T) (net.Listener, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l, l.Addr().String()
}

func inline(t *testing.T) {
	l, addr := listen(t)
	srv := httptest.NewUnstartedServer(nil)
	srv.Listener.Close()
	srv.Listener = l
	srv.StartTLS()
	defer srv.Close()
	net.Listen("udp", addr)
}

func unlessError(t *testing.T) {
	l, addr := listen(t)
	srv := httptest.NewUnstartedServer(nil)
	if err := srv.Listener.Close(); err != nil {
		t.Fatal(err)
	}
	srv.Listener = l
	srv.Start()
	defer func() { srv.Close() }()
	net.Listen("udp", addr)
}

func start(l net.Listener, h http.Handler) *httptest.Server {
	srv := httptest.NewUnstartedServer(h)
	srv.Listener.Close()
	srv.Listener = l
	srv.StartTLS()
	return srv
}

func helper(t *testing.T) {
	l, addr := listen(t)
	srv := start(l, nil)
	defer srv.Close()
	net.Listen("udp", addr)
}

func literal(t *testing.T) {
	l, addr := listen(t)
	srv := httptest.NewUnstartedServer(nil)
	func() {
		srv.Listener.Close()
		srv.Listener = l
	}()
	srv.Start()
	net.Listen("udp", addr)
}

type fixture struct {
	listener net.Listener
	server   *httptest.Server
}

func (f *fixture) use(l net.Listener) {
	if f.listener != nil {
		f.listener.Close()
	}
	f.listener = l
}

func (f *fixture) closeFirst() { f.server.Listener.Close() }

func method(t *testing.T, f *fixture) {
	l, addr := listen(t)
	f.use(l)
	net.Listen("udp", addr)
}

func fieldOfField(t *testing.T, f *fixture) {
	l, addr := listen(t)
	f.server = httptest.NewUnstartedServer(nil)
	f.closeFirst()
	f.server.Listener = l
	f.server.Start()
	net.Listen("udp", addr)
}

func variable(t *testing.T) {
	l, addr := listen(t)
	srv := httptest.NewUnstartedServer(nil)
	old := srv.Listener
	srv.Listener = l
	old.Close()
	srv.Start()
	net.Listen("udp", addr)
}
