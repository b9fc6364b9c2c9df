//go:build go1.27

// Package silent has code for Go 1.27 and later that looks like a fault and is right.
package silent

import (
	"encoding/json/jsontext"
	jsonv2 "encoding/json/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The socket is held while the child runs, which is told where to connect.
func cutLast() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	_, port, _ := strings.CutLast(l.Addr().String(), ":")
	return exec.Command("client", "-port", port).Run()
}

// Nothing of the address is in what was cut.
func before(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close()
	_, ext, _ := strings.CutLast(name, ".")
	return exec.Command("server", "-format", ext).Run()
}

// Nobody answers at the clone, which is only dialled.
func clone(u *url.URL) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	u.Host = l.Addr().String()
	l.Close()
	_, err = http.Get(u.Clone().String())
	return err
}

// The server runs until the end of the test.
func started(t *testing.T, h http.Handler) {
	s := httptest.NewTestServer(t, h)
	s.Start()
	exec.Command("client", s.URL).Run()
}

// A server that served is gone, and no port is held for others.
func stopped(t *testing.T, h http.Handler) {
	s := httptest.NewTestServer(t, h)
	s.Start()
	addr := s.Listener.Addr().String()
	s.Close()
	exec.Command("client", addr).Run()
}

// A server in memory binds nothing.
func memory(t *testing.T, h http.Handler) {
	s := httptest.NewTestServer(t, h)
	s.Client().Get("http://example.com/")
	base := s.URL
	s.Close()
	exec.Command("client", base).Run()
}

type config struct{ Listen string }

func marshal() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	text, err := jsonv2.Marshal(config{Listen: l.Addr().String()})
	if err != nil {
		return err
	}
	return os.WriteFile("client.json", text, 0o600)
}

func decode(text []byte) (net.Listener, error) {
	var c config
	if err := jsonv2.Unmarshal(text, &c); err != nil {
		return nil, err
	}
	return net.Listen("tcp", c.Listen)
}

func tokens(in *os.File) (net.Listener, error) {
	token, err := jsontext.NewDecoder(in).ReadToken()
	if err != nil {
		return nil, err
	}
	return net.Listen("tcp", token.String())
}

type picker struct{ network string }

func (p picker) pick[T any](as func(net.Listener) T) (T, error) {
	l, err := net.Listen(p.network, "127.0.0.1:0")
	if err != nil {
		return *new(T), err
	}
	return as(l), nil
}

func same(l net.Listener) net.Listener { return l }

func generic() error {
	l, err := picker{"tcp"}.pick(same)
	if err != nil {
		return err
	}
	defer l.Close()
	return exec.Command("client", l.Addr().String()).Run()
}
