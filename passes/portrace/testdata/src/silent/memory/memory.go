// Package memory has addresses in memory that is not that of a port, however alike.
package memory

import (
	"context"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
)

type config struct{ Addr, Peer string }

var current = &config{Addr: ":80"}

// copied returns a copy of the variable.
func copied() *config {
	c := *current
	return &c
}

func serveCurrent() error { return http.ListenAndServe(current.Addr, nil) }

func intoCopy() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	copied().Addr = l.Addr().String()
	l.Close()
	go serveCurrent()
}

type builder struct{ env map[string]string }

func (b *builder) clone() *builder { return &builder{maps.Clone(b.env)} }
func (b *builder) with(v string) *builder {
	b.env["addr"] = v
	return b
}

func (b *builder) run() {
	for _, v := range b.env {
		net.Listen("tcp", v)
	}
}

func intoClone() {
	b := &builder{env: map[string]string{"addr": ":80"}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	b.clone().with(l.Addr().String())
	l.Close()
	b.run()
}

// one of two variables is returned: it may be the other.
func one(first bool) *config {
	if first {
		return current
	}
	return other
}

var other = &config{}

func intoOneOfTwo() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	one(false).Addr = l.Addr().String()
	l.Close()
	go serveCurrent()
}

func get() *config { return current }

func otherField() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	get().Peer = l.Addr().String()
	l.Close()
	go serveCurrent()
}

// replacedPointer writes to what the field points to by then.
func replacedPointer() {
	first, second := &config{Addr: ":80"}, &config{}
	holder := struct{ cfg *config }{first}
	holder.cfg = second
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	holder.cfg.Addr = l.Addr().String()
	l.Close()
	http.ListenAndServe(first.Addr, nil)
}

// someClosed closes one of them only.
func someClosed() error {
	var ls [2]net.Listener
	var addrs [2]string
	for i := range ls {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		ls[i] = l
		addrs[i] = l.Addr().String()
	}
	for _, l := range ls {
		go http.Serve(l, nil)
	}
	_, err := net.Dial("tcp", addrs[0])
	return err
}

func otherKey() error {
	var m sync.Map
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	m.Store("closed", l.Addr().String())
	m.Store("mine", ":80")
	l.Close()
	v, _ := m.Load("mine")
	_, err = net.Listen("tcp", v.(string))
	return err
}

type (
	closedKey struct{}
	mineKey   struct{}
)

func otherKeyOfContext(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx = context.WithValue(ctx, mineKey{}, ":80")
	ctx = context.WithValue(ctx, closedKey{}, l.Addr().String())
	l.Close()
	net.Dial("tcp", ctx.Value(closedKey{}).(string))
	_, err = net.Listen("tcp", ctx.Value(mineKey{}).(string))
	return err
}

func TestTable(t *testing.T) {
	tests := []struct{ name, dead, addr string }{{"a", "", ":80"}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tests[0].dead = l.Addr().String()
	l.Close()
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			net.Dial("tcp", tc.dead)
			net.Listen("tcp", tc.addr)
		})
	}
}

// dialled yields addresses that are only dialled.
func dialled() {
	m := map[string]string{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	m["a"] = l.Addr().String()
	l.Close()
	for _, v := range slices.Sorted(maps.Values(m)) {
		net.Dial("tcp", v)
	}
}

// indices yields the index beside the port, which is no port.
func indices() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	ports := []int{l.Addr().(*net.TCPAddr).Port}
	l.Close()
	for i := range slices.All(ports) {
		net.ListenTCP("tcp", &net.TCPAddr{Port: 8000 + i})
	}
}

var settings = config{Addr: ":80"}

func address() *config { return &settings }

// shadowed writes to a copy of what the address is of.
func shadowed() {
	c := *address()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	c.Addr = l.Addr().String()
	l.Close()
	go func() { http.ListenAndServe(address().Addr, nil) }()
}
