// Package family has ports that go from one protocol or family to another.
package family

import (
	"net"
	"strconv"
	"testing"
)

func TestUDP(t *testing.T) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := c.LocalAddr().String()
	c.Close() // outcome: proved
	listenPacket(t, addr)
}

func TestUDPAny(t *testing.T) {
	c, err := net.ListenPacket("udp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	addr := c.LocalAddr().String()
	c.Close() // outcome: proved
	listenPacket(t, addr)
}

func TestUDPDualStack(t *testing.T) {
	c, err := net.ListenPacket("udp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	port := c.LocalAddr().(*net.UDPAddr).Port
	c.Close() // outcome: proved
	listenPacket(t, net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

func TestDualStack(t *testing.T) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // outcome: proved
	listen(t, net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// The number of a TCP port is bound for UDP.
func TestTCPForUDP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // outcome: copes; wide: proved
	listenPacket(t, addr)
}

func TestOtherFamily(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // outcome: copes; wide: proved
	listen(t, net.JoinHostPort("::1", strconv.Itoa(port)))
}

// What is sent to a UDP port that nobody has is refused.
func TestDeadUDP(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:0", ":0", "[::1]:0"} {
		c, err := net.ListenPacket("udp", addr)
		if err != nil {
			t.Fatal(err)
		}
		port := c.LocalAddr().(*net.UDPAddr).Port
		c.Close()
		host := "127.0.0.1"
		if addr == "[::1]:0" {
			host = "::1"
		}
		conn, err := net.Dial("udp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			t.Fatal(err)
		}
		conn.Write([]byte("hello"))
		if _, err := conn.Read(make([]byte, 1)); err == nil {
			t.Error("somebody answers")
		}
		conn.Close()
	}
}

// A socket that somebody has read from was used.
func TestReopened(t *testing.T) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.WriteTo([]byte("hello"), c.LocalAddr())
	if _, _, err := c.ReadFrom(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	c.Close()
	listenPacket(t, c.LocalAddr().String())
}

func listenPacket(t *testing.T, addr string) {
	t.Helper()
	c, err := net.ListenPacket("udp", addr)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

func listen(t *testing.T, addr string) {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
