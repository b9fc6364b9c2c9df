package unused

import (
	"fmt"
	"net"
	"net/http"
	"testing"
)

func bind() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }

// oncePort finds a free port.
//
// Only one test calls it.
func oncePort() int {
	l, err := bind()
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestOnce(t *testing.T) {
	port := oncePort() // want "oncePort returns"
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(port)
	l.Close()
}

func TestBind(t *testing.T) {
	l, err := bind()
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// lonePort goes, and with it what only it calls.
func lonePort() int {
	l, err := loneBind()
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func loneBind() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }

func TestLone(t *testing.T) {
	port := lonePort() // want "lonePort returns"
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// valuePort is used as a value too.
func valuePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

var source = valuePort

func TestValue(t *testing.T) {
	port, err := valuePort() // want "valuePort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
	_ = source
}

// twicePort has two callers.
func twicePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestTwice(t *testing.T) {
	port, err := twicePort() // want "twicePort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

func TestTwiceMore(t *testing.T) {
	port, err := twicePort() // want "twicePort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

const loopback = "127.0.0.1:0"

// constantPort is all that uses a constant, which would be left.
func constantPort() (int, error) {
	l, err := net.Listen("tcp", loopback)
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestConstant(t *testing.T) {
	port, err := constantPort() // want "constantPort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

// directivePort says something to the compiler.
//
//go:noinline
func directivePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestDirective(t *testing.T) {
	port, err := directivePort() // want "directivePort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}

// systemPort is called on another system as well.
func systemPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func TestHere(t *testing.T) {
	port, err := systemPort() // want "systemPort returns"
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), nil)
}
