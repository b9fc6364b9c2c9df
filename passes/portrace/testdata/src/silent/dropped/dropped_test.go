package dropped

import (
	"net"
	"net/http"
	"testing"
)

// A test wants the port to be taken.
func TestTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := http.ListenAndServe(l.Addr().String(), nil); err == nil {
		t.Fatal("want an error")
	}
}

func taken(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}

func listens(addr string) bool {
	_, err := net.Listen("tcp", addr)
	return err == nil
}

func TestTakenByHelper(t *testing.T) {
	if listens(taken(t)) {
		t.Error("the port is free")
	}
}

// It tells a configuration, of which nothing is started.
func TestVariable(t *testing.T) {
	t.Setenv("LISTEN", taken(t))
}
