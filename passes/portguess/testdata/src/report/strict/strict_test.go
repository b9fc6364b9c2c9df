// Package strict has what only a strict check reports.
package strict

import (
	"fmt"
	"net"
	"testing"
)

func TestNext(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+1)) // want `port next to one that the kernel chose may be taken:`
}

func TestHelper(t *testing.T) {
	port := free(t)
	for i := range 2 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+1+i)) // want `port next to one`
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
}

func free(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
