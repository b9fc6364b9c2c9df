// Package never has binds that no fix is sure to be right for.
package never

import (
	"net"
	"net/http"
	"testing"
)

// Another function dials it.
func TestElsewhere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50001") // want `port 50001 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dial()
}

func dial() { net.Dial("tcp", "127.0.0.1:50001") }

// It is dialled before it is bound, or where the socket is not in scope.
func TestBefore(t *testing.T) {
	go func() { net.Dial("tcp", "127.0.0.1:50002") }()
	l, err := net.Listen("tcp", "127.0.0.1:50002") // want `port 50002 is`
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if l, err := net.Listen("tcp", "127.0.0.1:50003"); err == nil { // want `port 50003 is`
		defer l.Close()
	}
	net.Dial("tcp", "127.0.0.1:50003")
}

// No socket is in sight.
func TestServer(t *testing.T) {
	go http.ListenAndServe("127.0.0.1:50004", nil) // want `port 50004 is`
}

// The address has no host that could be dialled.
func TestNoHost(t *testing.T) {
	l, err := net.Listen("tcp", ":50006") // want `port 50006 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	net.Dial("tcp", "127.0.0.1:50006")
}
