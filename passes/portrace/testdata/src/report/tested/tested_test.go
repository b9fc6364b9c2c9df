package tested

import (
	"fmt"
	"net"
	"os/exec"
	"testing"
)

func TestIdlePort(t *testing.T) {
	n, err := idlePort()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", n))
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// In the test's own code, what binds comes first.
func TestOwn(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to net.Listen"
	exec.Command("srv", "--addr", addr).Start()
	net.Listen("tcp", addr)
}
