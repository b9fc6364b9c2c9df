package choice

import "net"

type Peer interface{ Use(addr string) error }

type client struct{}

func (client) Use(addr string) error { return dial(addr) }

type server struct{}

func (server) Use(addr string) error { return bind(addr) }

type recorder struct{ addrs []string }

func (r *recorder) Use(addr string) error {
	r.addrs = append(r.addrs, addr)
	return nil
}

// The type in sight is another one.
func local() error {
	var p Peer = client{}
	return p.Use(free())
}

func newPeer() Peer { return client{} }

func constructed() error { return newPeer().Use(free()) }

func severalPeers() error {
	for _, p := range []Peer{client{}, new(recorder)} {
		if err := p.Use(free()); err != nil {
			return err
		}
	}
	return nil
}

// One implementation dials, another binds.
func unknownPeer(p Peer) error { return p.Use(free()) }

type keeper struct{ peer Peer }

func newKeeper(p Peer) *keeper { return &keeper{p} }

func (k *keeper) use() error { return k.peer.Use(free()) }

// Callers pass one that dials.
func run(p Peer, addr string) error { return p.Use(addr) }

func passed() error { return run(client{}, free()) }

func passedServer() error { return run(server{}, "127.0.0.1:8080") }

func runAny[P Peer](p P, addr string) error { return p.Use(addr) }

func passedAny() error { return runAny(client{}, free()) }

// A method of that name, but another one.
type kinder interface{ Kind() int }

type kind struct{}

func (kind) Kind() int { return 0 }

func (kind) Name(addr string) (int, error, string) { return 0, nil, addr }

func asserted() error {
	var k kinder = kind{}
	if n, ok := k.(interface{ Name(addr string) string }); ok {
		return bind(n.Name(free()))
	}
	return nil
}

// A decorator of one that dials.
type tracing struct{ Peer }

func (t tracing) Use(addr string) error {
	println(addr)
	return t.Peer.Use(addr)
}

func decorated() error { return tracing{client{}}.Use(free()) }

// What another package's interface does with it is unknown.
func foreign(r *net.Resolver, c net.Conn) error {
	_, err := c.Write([]byte(free()))
	return err
}

// An option for another field.
type options struct{ addr, peer string }

type option interface{ apply(*options) }

type addrOption string

func (a addrOption) apply(o *options) { o.addr = string(a) }

type peerOption string

func (p peerOption) apply(o *options) { o.peer = string(p) }

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
	return listen(addrOption("127.0.0.1:8080"), peerOption(free()))
}

var _ = []any{
	local, constructed, severalPeers, unknownPeer, newKeeper, (*keeper).use, passed, passedServer, passedAny, asserted, decorated, foreign,
	byOption,
}
