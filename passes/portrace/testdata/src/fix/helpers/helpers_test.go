package helpers

import (
	"fmt"
	"net"
	"net/http"
	"testing"
)

// freePort finds a free port.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func TestServer(t *testing.T) {
	port := freePort(t)
	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	go srv.ListenAndServe()
	http.Get(fmt.Sprintf("http://127.0.0.1:%d", port))
}

func TestFunction(t *testing.T) {
	port := freePort(t)
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	go func() {
		if err := http.ListenAndServe(addr, nil); err != nil {
			t.Log(err)
		}
	}()
	http.Get("http://" + addr)
}
