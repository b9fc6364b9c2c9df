package web_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"example.com/sample/internal/testaddr"
	"example.com/sample/web"
)

func get(t *testing.T, addr string) {
	t.Helper()
	resp, err := http.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status is %s", resp.Status)
	}
}

// The address is handed from one package to another, and bound there.
func TestHandlerOnAddress(t *testing.T) {
	addr := testaddr.Free(t)
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: web.Handler}
	defer srv.Close()
	go srv.Serve(l)
	get(t, addr)
}

// The same with the listener.
func TestHandlerOnListener(t *testing.T) {
	l := testaddr.Listen(t)
	srv := &http.Server{Handler: web.Handler}
	defer srv.Close()
	go srv.Serve(l)
	get(t, l.Addr().String())
}

// The directory of the socket stays.
func TestHandlerOnUnixSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "web")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "web.sock"))
	if err != nil {
		t.Fatal(err)
	}
	checkUnix(t, l)
}

// Here it does not.
func TestHandlerOnUnixSocketRemoved(t *testing.T) {
	dir, err := os.MkdirTemp("", "web")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	l, err := net.Listen("unix", filepath.Join(dir, "web.sock"))
	if err != nil {
		t.Fatal(err)
	}
	checkUnix(t, l)
}

// checkUnix serves on l, and asks for the root.
func checkUnix(t *testing.T, l net.Listener) {
	t.Helper()
	srv := &http.Server{Handler: web.Handler}
	defer srv.Close()
	go srv.Serve(l)
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", l.Addr().String())
	}}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Get("http://web")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status is %s", resp.Status)
	}
}
