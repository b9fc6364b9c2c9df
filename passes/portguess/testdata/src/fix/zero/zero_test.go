// Package zero has binds of fixed ports that the kernel can choose.
package zero

import (
	"net"
	"net/http"
	"testing"
)

func TestAlone(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50001") // want `port 50001 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go http.Serve(l, nil)
	http.Get("http://" + l.Addr().String())
}

func TestDialled(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:50002") // want `port 50002 is`
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go http.Serve(l, nil)
	resp, err := http.Get("http://127.0.0.1:50002/path")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	go func() {
		net.Dial("tcp", "127.0.0.1:50002")
	}()
}

func TestPacket(t *testing.T) {
	c, err := net.ListenPacket("udp", "127.0.0.1:50003") // want `port 50003 is`
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := net.Dial("udp", "127.0.0.1:50003"); err != nil {
		t.Fatal(err)
	}
}

func TestDropped(t *testing.T) {
	_, err := net.Listen("tcp", "127.0.0.1:50005") // want `port 50005 is`
	if err != nil {
		t.Fatal(err)
	}
}
