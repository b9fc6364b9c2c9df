// Package condition has helpers with several sockets, of which a constant that a caller
// passes tells which one it gets. The sockets that are closed are not those whose ports
// are kept.
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

// A truth value.

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
	rebind(t, flags["k"])
}

func alsoFlagged(t *testing.T) { byFlag(t, false) }

// The same socket, and its port is kept or not.

var kept int

func keeping(t *testing.T, keep bool) net.PacketConn {
	c := bind(t)
	if keep {
		kept = port(c)
	}
	return c
}

func unkept(t *testing.T) {
	c := keeping(t, false)
	c.Close()
	rebind(t, kept)
}

// A field of a struct.

type options struct {
	name string
	skip bool
	from struct{ pool string }
}

var fields = map[string]int{}

func byField(t *testing.T, o options) net.PacketConn {
	if o.skip || o.from.pool != "" {
		return bind(t)
	}
	c := bind(t)
	fields[o.name] = port(c)
	return c
}

func fielded(t *testing.T) {
	byField(t, options{name: "k", skip: true}).Close()
	o := options{name: "k"}
	o.from.pool = "p"
	byField(t, o).Close()
	o = options{name: "k", skip: true}
	byField(t, o).Close()
	rebind(t, fields["k"])
}

// A field of a struct that is pointed to, as what asks for the port sees it in the end.

var pointed = map[string]int{}

func byPointer(t *testing.T, o *options) net.PacketConn {
	if o == nil || !o.skip {
		c := bind(t)
		pointed["k"] = port(c)
		return c
	}
	return bind(t)
}

func pointedTo(t *testing.T) {
	o := new(options)
	o.skip = true
	byPointer(t, o).Close()
	byPointer(t, &options{skip: true}).Close()
	rebind(t, pointed["k"])
}

func alsoPointedTo(t *testing.T) {
	byPointer(t, nil)
	byPointer(t, &options{})
}

// A constant with a name, by way of another helper.

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
	through(t, fresh).Close()
	rebind(t, modes["k"])
}

// Text, and one of several values.

var texts = map[string]int{}

func byText(t *testing.T, network string) net.PacketConn {
	switch network {
	case "udp", "udp4":
		t.Log(network)
	case "none":
		return bind(t)
	}
	c := bind(t)
	texts["k"] = port(c)
	return c
}

const none = "none"

func texted(t *testing.T) {
	byText(t, none).Close()
	rebind(t, texts["k"])
}

// The negation of what a helper is asked for, which a literal sees.

var negated = map[string]int{}

func negating(t *testing.T, keep bool) net.PacketConn {
	get := func() net.PacketConn {
		if !keep {
			t.Log("not kept")
		}
		return byNegation(t, !keep)
	}
	return get()
}

func byNegation(t *testing.T, skip bool) net.PacketConn {
	if !skip {
		c := bind(t)
		negated["k"] = port(c)
		return c
	}
	return bind(t)
}

func negatedBy(t *testing.T, keep bool) net.PacketConn { return byNegation(t, !keep) }

func notNegated(t *testing.T) {
	negatedBy(t, false).Close()
	negating(t, true)
	rebind(t, negated["k"])
}

// A helper of another package.

func pooled() {
	p := &pool.Pool{Ports: map[string]int{}}
	l, _ := p.Listen(pool.Options{Name: "k", Fresh: true})
	l.Close()
	p.Again("k")
}
