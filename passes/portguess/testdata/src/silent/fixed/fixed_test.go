// Package fixed has tests with numbers that are no guess, or are not bound.
package fixed

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"example.com/server"
)

// Outgoing connections have none of these.
func TestOutside(t *testing.T) {
	net.Listen("tcp", "127.0.0.1:0")
	net.Listen("tcp", "127.0.0.1:8080")
	net.Listen("tcp", "127.0.0.1:32767")
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 30000+len(t.Name())))
	net.Listen("tcp", "127.0.0.1:http")
	net.Listen("tcp", "127.0.0.1:65536")
	net.Listen("tcp", "127.0.0.1:500001")
	net.Listen("unix", "/tmp/x:50001")
	net.Listen("tcp", "127.0.0.2:50001")                                                     // not of the usual address
	net.ListenMulticastUDP("udp", nil, &net.UDPAddr{IP: net.IPv4(239, 1, 2, 3), Port: 9999}) // agreed on
	net.ListenPacket("udp", "239.1.2.3:50001")
}

// The product's own, which the code does not say here.
func TestProduct(t *testing.T) {
	server.Serve(server.DefaultPort)
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", server.DefaultPort))
	if err != nil {
		t.Skip(err)
	}
	l.Close()
}

// The bind is to fail.
func TestFails(t *testing.T) {
	if _, err := net.Listen("tcp", "nohost:50001"); err == nil {
		t.Fatal("bound")
	}
	_, err := net.Listen("tcp", "1.2.3.4:50001")
	if err == nil {
		t.Error("bound")
	}
}

// Data, and addresses of others.
func TestData(t *testing.T) {
	r := httptest.NewRequest("GET", "http://localhost:50001/", nil)
	r.RemoteAddr = "10.0.0.1:50001"
	addr := &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 50001}
	if addr.String() != "10.0.0.1:50001" {
		t.Error(addr)
	}
	c := server.Config{Address: "localhost:50001", Port: 50002}
	if server.Check(c) == nil {
		t.Error("somebody is there")
	}
	if !strings.HasSuffix(c.Address, ":50001") {
		t.Error(c)
	}
	exec.Command("ls", "50001").Run()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go http.Serve(l, http.RedirectHandler("http://localhost:50001", 302))
}

// A network of its own.
func TestNamespace(t *testing.T) {
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Skip(err)
	}
	net.Listen("tcp", "127.0.0.1:50001")
}

// Another one is tried.
func TestSearch(t *testing.T) {
	var l net.Listener
	err := errors.New("none")
	for port := 50000; port < 50100 && err != nil; port++ {
		l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	}
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

func TestFallback(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50001")
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// It asks which error it is.
func TestWants(t *testing.T) {
	_, err := net.Listen("tcp", "1.2.3.4:50001")
	if !errors.Is(err, syscall.EADDRNOTAVAIL) {
		t.Fatal(err)
	}
}

// In a test, a variable for a function may hold another one.

var available = func(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err == nil {
		l.Close()
	}
	return err == nil
}

var bind = bindable

func bindable(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err == nil {
		l.Close()
	}
	return err == nil
}

func publish(port int) error {
	if !available(port) || !bind(port) {
		return errors.New("taken")
	}
	return nil
}

func fake(t *testing.T) {
	available = func(int) bool { return true }
	bind = func(int) bool { return true }
}

func TestPublish(t *testing.T) {
	fake(t)
	if err := publish(50001); err != nil {
		t.Fatal(err)
	}
}
