package web_test

import (
	"net"
	"net/http"
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
