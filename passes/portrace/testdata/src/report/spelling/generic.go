// Package spelling has the fault in code that spells it with generics, dot
// imports and renamed imports.
package spelling

import (
	"net"
	"net/http"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func mustListen() {
	l := must(net.Listen("tcp", ":0"))
	l.Close() // want "port of l is handed to"
	http.ListenAndServe(l.Addr().String(), nil)
}

// A port of any of the types that people give to ports.
func freePort[P ~int | ~uint16]() P {
	l := must(net.Listen("tcp", ":0"))
	defer l.Close() // want "port of l is handed to"
	return P(l.Addr().(*net.TCPAddr).Port)
}

type port uint16

func usesFreePort() {
	p := freePort[port]()
	net.Listen("tcp", (&net.TCPAddr{Port: int(p)}).String())
}

type box[T any] struct{ value T }

func (b *box[T]) set(v T) { b.value = v }
func (b *box[T]) get() T  { return b.value }

func boxed() {
	l := must(net.Listen("tcp", ":0"))
	l.Close() // want "port of l is handed to"
	var b box[string]
	b.set(l.Addr().String())
	http.ListenAndServe(b.get(), nil)
}
