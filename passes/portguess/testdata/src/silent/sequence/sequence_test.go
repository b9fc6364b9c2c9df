// Package sequence has tests that count ports below those of outgoing connections, and
// numbers that are none.
package sequence

import (
	"fmt"
	"net"
	"sync/atomic"
	"testing"
)

var next int32 = 20000

func TestCounter(t *testing.T) {
	for i := range 3 {
		net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20000+i))
	}
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", atomic.AddInt32(&next, 1)))
}

// The kernel's own, and one next to it that is only compared.
func TestNext(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // portrace has its say
	if port+1 > 65535 {
		t.Error(port)
	}
}

// Of a socket on a known port, the next one is known as well.
func TestKnown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:20000")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+1))
}
