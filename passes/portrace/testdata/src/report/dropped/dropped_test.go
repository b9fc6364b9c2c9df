package dropped

import (
	"net"
	"os/exec"
	"testing"
)

func TestChild(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to exec.Command, and nobody keeps the socket"
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("server", "-port", l.Addr().String()).Run(); err != nil {
		t.Fatal(err)
	}
}
