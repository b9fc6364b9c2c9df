// Package env sets the environment of what it starts.
package env

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"
)

type app struct{ addr string }

func newApp() *app        { return &app{os.Getenv("ADDR")} }
func (a *app) Run() error { return http.ListenAndServe(a.addr, nil) }

func TestRun(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // want `port of l is handed to T.Setenv`
	t.Setenv("ADDR", l.Addr().String())
	if err := newApp().Run(); err != nil {
		t.Fatal(err)
	}
}

func TestGo(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // want `port of l is handed to T.Setenv`
	t.Setenv("ADDR", l.Addr().String())
	t.Run("server", func(t *testing.T) {
		go newApp().Run()
	})
}

func TestHelper(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // want `port of l is handed to T.Setenv`
	t.Setenv("ADDR", l.Addr().String())
	server(t)
}

func server(t *testing.T) {
	if err := exec.Command("server").Start(); err != nil {
		t.Fatal(err)
	}
}

func configure(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // want `port of l is handed to T.Setenv`
	t.Setenv("ADDR", l.Addr().String())
}
