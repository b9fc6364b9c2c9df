// Package sharetest has a test whose server gets its port from a helper.
package sharetest

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
)

func TestHello(t *testing.T) {
	port := freePort(t)
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port), Handler: hello}
	t.Cleanup(func() { srv.Close() })
	go srv.ListenAndServe()
	response, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != "hello" {
		t.Errorf("%q, %v", body, err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
