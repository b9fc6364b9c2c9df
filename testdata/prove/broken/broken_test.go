// Package broken has a test that fails without any port taken.
package broken

import (
	"net"
	"testing"
)

func TestFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: failed before
	l, err = listen(addr)
	if err == nil {
		l.Close()
	}
	t.Fatal("fails anyway: ", err)
}

func listen(addr string) (net.Listener, error) { return net.Listen("tcp", addr) }
