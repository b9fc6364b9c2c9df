// Package mended has findings with fixes.
package mended

import (
	"errors"
	"net"
	"net/http"
	"testing"
)

func freeAddr(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // outcome: proved; fix: none
	return l.Addr().String()
}

// ask asks a server for its root.
func ask(t *testing.T, addr string) {
	t.Helper()
	resp, err := http.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func TestServer(t *testing.T) {
	addr := freeAddr(t) // outcome: proved; fix: helps
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	defer server.Close()
	go server.Serve(l)
	ask(t, addr)
}

// Of the two ports, only the first one can be fixed.
func TestTwo(t *testing.T) {
	addr := freeAddr(t) // outcome: proved; fix: helps
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	defer server.Close()
	go server.Serve(l)
	ask(t, addr)
	if err := bindAgain(); err != nil {
		t.Fatal(err)
	}
}

// Both ports are got by the same call.
func TestSame(t *testing.T) {
	addr := freeAddr(t) // outcome: proved; fix: helps
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	defer server.Close()
	go server.Serve(l)
	ask(t, addr)
	other := freeAddr(t)
	if err := bind(other); err != nil {
		t.Fatal(err)
	}
}

func bindAgain() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // outcome: proved; fix: none
	return bind(addr)
}

func bind(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return errors.Join(errors.New("the port is lost"), err)
	}
	return l.Close()
}
