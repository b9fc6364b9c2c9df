package server

import (
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"
)

// The port is dialled, but not before the server is about to start.

func dials(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err == nil {
		c.Close()
	}
	return err
}

type asks struct{ addr string }

func (a *asks) get() error {
	_, err := http.Get("http://" + a.addr)
	return err
}

func TestDialledBehind(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		t.Log("starts")
		http.ListenAndServe(addr, nil)
	}()
	for dials(addr) != nil {
		time.Sleep(time.Millisecond)
	}
}

func TestClientMadeBefore(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	a := &asks{addr: addr}
	go http.ListenAndServe(addr, nil)
	a.get()
}

func TestLiteralCalledBehind(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	up := func() bool { return dials(addr) == nil }
	t.Cleanup(func() { dials(addr) })
	defer dials(addr)
	go http.ListenAndServe(addr, nil)
	for !up() {
		time.Sleep(time.Millisecond)
	}
}

// A handler that waits does not make the server wait.
func TestSlowHandler(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		mux := http.NewServeMux()
		mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) { time.Sleep(time.Second) })
		http.ListenAndServe(addr, mux)
	}()
	dials(addr)
}

// Nobody dials the port meanwhile.
func TestSleeps(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		time.Sleep(time.Second)
		http.ListenAndServe(addr, nil)
	}()
}

func testPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestHelper(t *testing.T) {
	port, err := testPort() // want "testPort returns"
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
	}()
	dials(fmt.Sprintf("127.0.0.1:%d", port))
}
