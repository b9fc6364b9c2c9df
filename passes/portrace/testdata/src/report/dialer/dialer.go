// Package dialer dials from addresses that were freed. A dial binds its local address.
package dialer

import (
	"context"
	"net"
	"strconv"
	"testing"
	"time"
)

func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func literal(t *testing.T, remote string) {
	l := listen(t)
	l.Close() // want `port of l is handed to Dialer.Dial after l.Close: .*; leave its local port 0`
	d := net.Dialer{LocalAddr: l.Addr()}
	if _, err := d.Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func pointer(ctx context.Context, t *testing.T, remote string) {
	l := listen(t)
	local := l.Addr().(*net.TCPAddr)
	l.Close() // want `port of l is handed to Dialer.DialContext`
	d := &net.Dialer{Timeout: time.Second, LocalAddr: local}
	if _, err := d.DialContext(ctx, "tcp4", remote); err != nil {
		t.Fatal(err)
	}
}

func assigned(t *testing.T, remote string) {
	l := listen(t)
	l.Close() // want `port of l is handed to Dialer.Dial`
	var d net.Dialer
	d.LocalAddr = &net.TCPAddr{Port: l.Addr().(*net.TCPAddr).Port}
	if _, err := d.Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func resolved(t *testing.T, remote string) {
	l := listen(t)
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want `port of l is handed to Dialer.Dial`
	local, err := net.ResolveTCPAddr("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&net.Dialer{LocalAddr: local}).Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func pick(host string) (*net.TCPAddr, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, err
	}
	defer l.Close() // want `port of l is handed to Dialer.DialContext`
	return l.Addr().(*net.TCPAddr), nil
}

// captured has the dialer in a goroutine.
func captured(ctx context.Context, host, remote string) (<-chan net.Conn, error) {
	local, err := pick(host)
	if err != nil {
		return nil, err
	}
	conns := make(chan net.Conn, 1)
	go func() {
		dialer := net.Dialer{LocalAddr: local}
		if c, err := dialer.DialContext(ctx, "tcp", remote); err == nil {
			conns <- c
		}
	}()
	return conns, nil
}

type client struct{ dialer *net.Dialer }

func newClient(local net.Addr) *client { return &client{&net.Dialer{LocalAddr: local}} }

func (c *client) connect(remote string) (net.Conn, error) { return c.dialer.Dial("tcp", remote) }

func inField(t *testing.T, remote string) {
	l := listen(t)
	l.Close() // want `port of l is handed to (client.connect|connect|Dialer.Dial)`
	if _, err := newClient(l.Addr()).connect(remote); err != nil {
		t.Fatal(err)
	}
}

func datagrams(t *testing.T, remote string) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Close() // want `port of c is handed to Dialer.Dial`
	d := net.Dialer{LocalAddr: c.LocalAddr()}
	if _, err := d.Dial("udp", remote); err != nil {
		t.Fatal(err)
	}
}
