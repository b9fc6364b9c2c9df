// Package choice calls functions that are chosen at run time.
package choice

import (
	"net"
	"net/http"
	"sync"
)

func socket() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

func free() string {
	l := socket()
	defer l.Close() // want "port of l is handed to http.ListenAndServe"
	return l.Addr().String()
}

func bind(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	return accept(l)
}

func accept(l net.Listener) error {
	_, err := l.Accept()
	return err
}

func dial(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// A field of a struct that is made here, or elsewhere.
type lifecycle struct {
	start, stop func(string) error
	name        string
}

func field() error {
	x := &lifecycle{start: bind, stop: dial}
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to bind"
	return x.start(addr)
}

func newLifecycle() *lifecycle { return &lifecycle{start: bind} }

func (x *lifecycle) run(addr string) error { return x.start(addr) }

func elsewhere() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to run"
	return newLifecycle().run(addr)
}

// A constructor is given the function.
type runner struct{ f func(string) error }

func newRunner(f func(string) error) *runner { return &runner{f: f} }

func (r *runner) run(addr string) error { return r.f(addr) }

func injected() error {
	r := newRunner(bind)
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to run"
	return r.run(addr)
}

type supplier struct{ next func() string }

func newSupplier(next func() string) *supplier { return &supplier{next} }

func (s *supplier) serve() error { return http.ListenAndServe(s.next(), nil) }

func supplied() error {
	s := newSupplier(func() string {
		l := socket()
		defer l.Close() // want "port of l is handed to http.ListenAndServe"
		return l.Addr().String()
	})
	return s.serve()
}

// Tables, maps and slices.
func table() error {
	tests := []struct {
		name  string
		start func(string) error
	}{
		{"listen", bind},
		{"packet", func(addr string) error {
			c, err := net.ListenPacket("udp", addr)
			if err != nil {
				return err
			}
			return c.Close()
		}},
	}
	for _, test := range tests {
		l := socket()
		addr := l.Addr().String()
		l.Close() // want "port of l is handed to"
		if err := test.start(addr); err != nil {
			return err
		}
	}
	return nil
}

func keyed(name string) error {
	starts := map[string]func(string) error{"bind": bind}
	starts["serve"] = func(addr string) error { return http.ListenAndServe(addr, nil) }
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	return starts[name](addr)
}

var byName = map[string]func(string) error{"bind": bind, "dial": dial}

func constantKey() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to bind"
	return byName["bind"](addr)
}

func appended() error {
	var starts []func(string) error
	starts = append(starts, bind)
	for _, start := range starts {
		l := socket()
		addr := l.Addr().String()
		l.Close() // want "port of l is handed to bind"
		if err := start(addr); err != nil {
			return err
		}
	}
	return nil
}

// A default that a caller may replace.
func withDefault(start func(string) error) error {
	if start == nil {
		start = bind
	}
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to bind"
	return start(addr)
}

// A variable that tests replace.
var start = bind

func replaced(f func(string) error) func() {
	before := start
	start = f
	return func() { start = before }
}

func variable() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to bind"
	return start(addr)
}

// Functions that functions return.
func starter(network string) func(string) error {
	return func(addr string) error {
		l, err := net.Listen(network, addr)
		if err != nil {
			return err
		}
		return accept(l)
	}
}

func returned() error {
	start := starter("tcp")
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to net.Listen"
	return start(addr)
}

func wrapped() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	return logged(bind)(addr)
}

func logged(f func(string) error) func(string) error {
	return func(addr string) error {
		println(addr)
		return f(addr)
	}
}

// Ports that come out of such functions.
func picker() func() string {
	return func() string {
		l := socket()
		defer l.Close() // want "port of l is handed to http.ListenAndServe"
		return l.Addr().String()
	}
}

func picked() error {
	pick := picker()
	return http.ListenAndServe(pick(), nil)
}

type config struct{ addr func() string }

func pickedByField() error {
	c := config{addr: free}
	return http.ListenAndServe(c.addr(), nil)
}

var once = sync.OnceValue(free)

func pickedOnce() error {
	return http.ListenAndServe(once(), nil)
}

// Sequences.
func addresses(n int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for range n {
			l := socket()
			addr := l.Addr().String()
			l.Close() // want "port of l is handed to http.ListenAndServe"
			if !yield(addr) {
				return
			}
		}
	}
}

func ranged() error {
	for addr := range addresses(2) {
		if err := http.ListenAndServe(addr, nil); err != nil {
			return err
		}
	}
	return nil
}

// Method values.
type server struct{ addr string }

func (s *server) listen(addr string) error { return bind(addr) }

func (s *server) listenOwn() error { return bind(s.addr) }

func methodValue() error {
	f := lifecycle{start: new(server).listen}
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	return f.start(addr)
}

func methodOfOwn() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to server.listenOwn"
	s := &server{addr: addr}
	return later(s.listenOwn)
}

func later(f func() error) error { return f() }

var _ = []any{
	field, elsewhere, injected, supplied, table, keyed, constantKey, appended, withDefault, replaced, variable, returned, wrapped, picked,
	pickedByField, pickedOnce, ranged, methodValue, methodOfOwn,
}
