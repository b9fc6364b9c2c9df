// Package choice calls functions that are chosen at run time, and that do not bind what they
// get, or of which nobody can say that they do.
package choice

import (
	"errors"
	"net"
	"net/http"
)

func free() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func bind(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = l.Accept()
	return err
}

func dial(addr string) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// The other field is the one that binds.
type lifecycle struct{ start, probe func(string) error }

func otherField() error {
	x := &lifecycle{start: bind, probe: dial}
	if x.probe(free()) == nil {
		return errors.New("somebody answers")
	}
	return x.start("127.0.0.1:8080")
}

// Other values of the type have another function there.
type connector struct{ connect func(string) error }

func newConnector() *connector { return &connector{connect: dial} }

func newListener() *connector { return &connector{connect: bind} }

func (c *connector) run(addr string) error { return c.connect(addr) }

func otherInstance() error { return newConnector().run(free()) }

func sharedInstance(c *connector) error { return c.connect(free()) }

// Each row has a function for its own address.
func rows() error {
	tests := []struct {
		addr string
		do   func(string) error
	}{
		{"127.0.0.1:8080", bind},
		{free(), dial},
	}
	for _, test := range tests {
		if err := test.do(test.addr); err != nil {
			return err
		}
	}
	return nil
}

// The key is another one.
func otherKey() error {
	do := map[string]func(string) error{"bind": bind, "dial": dial}
	return do["dial"](free())
}

func otherIndex() error {
	do := []func(string) error{bind, dial}
	return do[1](free())
}

// It was another function before.
func setAnew() error {
	x := &lifecycle{start: bind}
	x.start = dial
	return x.start(free())
}

var use = bind

func setVariable() error {
	use = dial
	return use(free())
}

// Nobody knows what it is.
func unknown(f func(string) error) error { return f(free()) }

type Hooks struct{ Started func(string) error }

func hook(h *Hooks) error { return h.Started(free()) }

var Exported func(string) error

func exported() error { return Exported(free()) }

// What a function returns dials.
func dialer(network string) func(string) error {
	return func(addr string) error {
		c, err := net.Dial(network, addr)
		if err != nil {
			return err
		}
		return c.Close()
	}
}

func returned() error { return dialer("tcp")(free()) }

// A middleware around it.
func logged(f func(string) error) func(string) error {
	return func(addr string) error {
		println(addr)
		return f(addr)
	}
}

func wrapped() error { return logged(dial)(free()) }

// The port that a function picks is held, or fixed.
type config struct{ addr func() string }

func fixed() string { return "127.0.0.1:8080" }

func pickedFixed() error {
	c := config{addr: fixed}
	return http.ListenAndServe(c.addr(), nil)
}

func holder() func() net.Listener {
	return func() net.Listener {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		return l
	}
}

func held() error {
	l := holder()()
	return http.Serve(l, nil)
}

// Some of these functions draw a free port, others do not: who has which is not in sight.
type source struct{ pick func() string }

func newSource() *source { return &source{pick: free} }

func newFixed() *source { return &source{pick: fixed} }

func (s *source) serve() error { return http.ListenAndServe(s.pick(), nil) }

// It tries again with another port.
func retried() error {
	x := &lifecycle{start: bind}
	for range 10 {
		if err := x.start(free()); err == nil {
			return nil
		}
	}
	return errors.New("no port")
}

func retriedMap(name string) error {
	starts := map[string]func(string) error{"bind": bind}
	var err error
	for range 10 {
		addr := free()
		if err = starts[name](addr); err == nil {
			break
		}
	}
	return err
}

var _ = []any{
	setAnew, setVariable, otherField, newListener, otherInstance, sharedInstance, rows, otherKey, otherIndex, unknown, hook, exported,
	returned, wrapped, pickedFixed, held, newSource, newFixed, (*source).serve, retried, retriedMap,
}
