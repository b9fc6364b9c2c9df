// Package condition has helpers with several sockets, of which a constant that a caller
// passes tells which one it gets. The one whose port is kept is closed, and bound again.
package condition

import (
	"fake/pool"
	"net"
	"testing"
)

func port(c net.PacketConn) int { return c.LocalAddr().(*net.UDPAddr).Port }

func bind(t *testing.T) net.PacketConn {
	t.Helper()
	c, err := net.ListenUDP("udp", &net.UDPAddr{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rebind(t *testing.T, port int) {
	c, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
}

var flags = map[string]int{}

func byFlag(t *testing.T, skip bool) net.PacketConn {
	if skip {
		return bind(t)
	}
	c := bind(t)
	flags["k"] = port(c)
	return c
}

func flagged(t *testing.T) {
	byFlag(t, true).Close()
	byFlag(t, false).Close() // want "port of c is handed to rebind"
	rebind(t, flags["k"])
}

var kept int

func keeping(t *testing.T, keep bool) net.PacketConn {
	c := bind(t)
	if keep {
		kept = port(c)
	}
	return c
}

func unkept(t *testing.T) {
	c := keeping(t, true)
	c.Close() // want "port of c is handed to rebind"
	rebind(t, kept)
}

type options struct {
	name string
	skip bool
}

var fields = map[string]int{}

func byField(t *testing.T, o options) net.PacketConn {
	if o.skip {
		return bind(t)
	}
	c := bind(t)
	fields[o.name] = port(c)
	return c
}

func fielded(t *testing.T) {
	o := options{name: "k", skip: true}
	o.skip = false
	byField(t, o).Close() // want "port of c is handed to rebind"
	rebind(t, fields["k"])
}

// It is not known what the helper is asked for.

var pointed = map[string]int{}

func byPointer(t *testing.T, o *options) net.PacketConn {
	if o.skip {
		return bind(t)
	}
	c := bind(t)
	pointed[o.name] = port(c)
	return c
}

func pointedTo(t *testing.T, skip bool) {
	o := &options{skip: true}
	if !skip {
		o.skip = false
	}
	byPointer(t, o).Close() // want "port of c is handed to rebind"
	rebind(t, pointed["k"])
}

// What the helper is asked for does not decide.

var undecided int

func deciding(t *testing.T, skip bool) net.PacketConn {
	if skip {
		t.Log("skipped")
	}
	if t.Failed() {
		skip = false
	}
	c := bind(t)
	if !skip {
		undecided = port(c)
	}
	return c
}

func decided(t *testing.T) {
	deciding(t, true).Close() // want "port of c is handed to rebind"
	rebind(t, undecided)
}

type mode int

const (
	lasting mode = iota
	fresh
)

var modes = map[string]int{}

func byMode(t *testing.T, m mode) net.PacketConn {
	switch m {
	case fresh:
		return bind(t)
	case lasting:
		c := bind(t)
		modes["k"] = port(c)
		return c
	}
	return nil
}

func through(t *testing.T, m mode) net.PacketConn { return byMode(t, m) }

func moded(t *testing.T) {
	through(t, lasting).Close() // want "port of c is handed to rebind"
	rebind(t, modes["k"])
}

func pooled() {
	p := &pool.Pool{Ports: map[string]int{}}
	l, _ := p.Listen(pool.Options{Name: "k"})
	l.Close() // want "port of l is handed to Pool.Again"
	p.Again("k")
}
