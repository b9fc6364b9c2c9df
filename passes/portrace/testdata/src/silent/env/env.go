// Package env sets the environment of tests that start nothing.
package env

import (
	"net"
	"net/http"
	"os"
	"testing"
)

type app struct{ addr string }

func newApp() *app                           { return &app{os.Getenv("ADDR")} }
func (a *app) Run() error                    { return http.ListenAndServe(a.addr, nil) }
func (a *app) handle(string, func() error)   {}
func (a *app) ping() (*http.Response, error) { return http.Get("http://" + a.addr) }

func addr(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestNew(t *testing.T) {
	t.Setenv("ADDR", addr(t))
	a := newApp()
	a.handle("/", func() error { return nil })
}

func TestPing(t *testing.T) {
	t.Run("refused", func(t *testing.T) {
		t.Setenv("ADDR", addr(t))
		if _, err := newApp().ping(); err == nil {
			t.Error("somebody answers")
		}
	})
}

func TestBefore(t *testing.T) {
	go newApp().Run()
	t.Setenv("ADDR", addr(t))
	newApp()
}
