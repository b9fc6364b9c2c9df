package choice

import "net"

// A starter has several implementations.
type Starter interface{ Start(addr string) error }

type tcp struct{}

func (tcp) Start(addr string) error { return bind(addr) }

type udp struct{}

func (udp) Start(addr string) error {
	c, err := net.ListenPacket("udp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

type fake struct{}

func (fake) Start(string) error { return nil }

// The type is in sight.
func local() error {
	var s Starter = tcp{}
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to Starter.Start"
	return s.Start(addr)
}

func newStarter() Starter { return &tcp{} }

func constructed() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to Starter.Start"
	return newStarter().Start(addr)
}

func several() error {
	for _, s := range []Starter{tcp{}, fake{}} {
		l := socket()
		addr := l.Addr().String()
		l.Close() // want "port of l is handed to Starter.Start"
		if err := s.Start(addr); err != nil {
			return err
		}
	}
	return nil
}

// A decorator has one in an embedded field.
type tracing struct{ Starter }

func (t tracing) Start(addr string) error {
	println(addr)
	return t.Starter.Start(addr)
}

func decorated() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to Start"
	return tracing{udp{}}.Start(addr)
}

// Callers pass it, as it is or as a type argument.
func run(s Starter, addr string) error { return s.Start(addr) }

func passed() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	return run(tcp{}, addr)
}

func runAny[S Starter](s S, addr string) error { return s.Start(addr) }

func passedAny() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	return runAny(udp{}, addr)
}

// All bind it that do anything with it.
type Keeper struct{ starter Starter }

func (k *Keeper) unknown() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to Starter.Start"
	return k.starter.Start(addr)
}

// Options with a method.
type options struct{ addr, peer string }

type option interface{ apply(*options) }

type addrOption string

func (a addrOption) apply(o *options) { o.addr = string(a) }

type peerOption string

func (p peerOption) apply(o *options) { o.peer = string(p) }

type optionFunc func(*options)

func (f optionFunc) apply(o *options) { f(o) }

func withAddr(addr string) option { return addrOption(addr) }

func withAddrFunc(addr string) option {
	return optionFunc(func(o *options) { o.addr = addr })
}

func listen(opts ...option) error {
	var o options
	for _, opt := range opts {
		opt.apply(&o)
	}
	if o.peer != "" {
		if err := dial(o.peer); err != nil {
			return err
		}
	}
	return bind(o.addr)
}

func byOption() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to listen"
	return listen(withAddr(addr))
}

func byFunction() error {
	l := socket()
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to listen"
	return listen(withAddrFunc(addr))
}

var _ = []any{
	local, constructed, several, decorated, passed, passedAny, (*Keeper).unknown, byOption, byFunction,
}
