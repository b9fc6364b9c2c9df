// Package dialer dials from local addresses without a port that was freed.
package dialer

import (
	"context"
	"net"
	"testing"
)

func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func fromItsIP(t *testing.T, remote string) {
	l := listen(t)
	ip := l.Addr().(*net.TCPAddr).IP
	l.Close()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: ip}}
	if _, err := d.Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func fromItsIPAnyPort(t *testing.T, remote string) {
	l := listen(t)
	local := *l.Addr().(*net.TCPAddr)
	l.Close()
	local.Port = 0
	d := net.Dialer{LocalAddr: &local}
	if _, err := d.Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func fromAHost(t *testing.T, remote string) {
	l := listen(t)
	host, _, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	local, err := net.ResolveTCPAddr("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&net.Dialer{LocalAddr: local}).Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}

func dialsIt(ctx context.Context, t *testing.T) {
	l := listen(t)
	l.Close()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}}
	if _, err := d.DialContext(ctx, "tcp", l.Addr().String()); err == nil {
		t.Error("somebody answers")
	}
}

func whereItIsOpen(t *testing.T, remote string) {
	l := listen(t)
	defer l.Close()
	d := net.Dialer{LocalAddr: l.Addr()}
	if _, err := d.Dial("tcp", remote); err == nil {
		t.Error("two have one port")
	}
}

func again(t *testing.T, remote string) {
	conn, err := net.Dial("tcp", remote)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	d := net.Dialer{LocalAddr: conn.LocalAddr()} // its port is in TIME_WAIT
	if _, err := d.Dial("tcp", remote); err == nil {
		t.Error("that was quick")
	}
}

func untilItWorks(t *testing.T, remote string) net.Conn {
	for range 5 {
		l := listen(t)
		l.Close()
		d := net.Dialer{LocalAddr: l.Addr()}
		if conn, err := d.Dial("tcp", remote); err == nil {
			return conn
		}
	}
	t.Fatal("no port")
	return nil
}

func neverDials(t *testing.T) string {
	l := listen(t)
	l.Close()
	d := net.Dialer{LocalAddr: l.Addr()}
	return d.LocalAddr.Network()
}

// dialer is no net.Dialer.
type dialer struct{ LocalAddr net.Addr }

func (d dialer) Dial(network, address string) (net.Conn, error) { return net.Dial(network, address) }

func another(t *testing.T, remote string) {
	l := listen(t)
	l.Close()
	if _, err := (dialer{LocalAddr: l.Addr()}).Dial("tcp", remote); err != nil {
		t.Fatal(err)
	}
}
