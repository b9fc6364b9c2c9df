// Package unusedtest has a helper that only one test calls.
package unusedtest

import (
	"fmt"
	"net"
	"testing"
)

// gonePort finds a free port.
func gonePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestListen(t *testing.T) {
	port := gonePort()
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := l.Addr().(*net.TCPAddr).Port; got != port {
		t.Errorf("got %d, want %d", got, port)
	}
}
