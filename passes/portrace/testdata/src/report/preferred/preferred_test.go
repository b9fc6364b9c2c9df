package preferred

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"testing"
	"time"
)

func TestPreferred(t *testing.T) {
	net.Listen("tcp", fmt.Sprintf(":%d", preferred()))
}

// In a test of its own, a bind tells more than a child.
func TestBoth(t *testing.T) {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `port of l is handed to net.Listen after l.Close: `
	exec.Command("srv", l.Addr().String()).Start()
	net.Listen("tcp", l.Addr().String())
}

// Nobody is there at first.
func TestAbsent(t *testing.T) {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().String()
	l.Close() // want `; if nobody is to answer before that, try a fresh port when the bind fails, or take a Unix socket$`
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Fatal("somebody is there")
	}
	http.ListenAndServe(addr, nil)
}

func TestLate(t *testing.T) {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().String()
	l.Close() // want `; if nobody is to answer before that, try a fresh port when the bind fails, or take a Unix socket$`
	go func() {
		time.Sleep(time.Second)
		http.ListenAndServe(addr, nil)
	}()
	for {
		if _, err := net.Dial("tcp", addr); err == nil {
			return
		}
	}
}

// It is dialled once it is bound.
func TestPresent(t *testing.T) {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().String()
	l.Close() // want `; keep l open and use it instead of binding again$`
	again, _ := net.Listen("tcp", addr)
	defer again.Close()
	net.Dial("tcp", addr)
}
