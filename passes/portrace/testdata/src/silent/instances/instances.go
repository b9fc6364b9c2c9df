// Package instances has several values of one type: the one whose address is
// bound is not the one that was freed.
package instances

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"testing"
)

func closedAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A type that can serve and be called.
type node struct {
	addr string
	tag  string
}

func newNode(addr string) *node { return &node{addr: addr} }

func (n *node) run() error { return http.ListenAndServe(n.addr, nil) }

func (n *node) ping() error {
	_, err := net.Dial("tcp", n.addr)
	return err
}

// The dead one is only called, the other one is run.
func twoNodes(t *testing.T) {
	dead := newNode(closedAddr())
	live := newNode("127.0.0.1:8080")
	go live.run()
	if dead.ping() == nil {
		t.Error("somebody answers")
	}
}

// The same with values in place of pointers.
type config struct {
	Listen string
	Peer   string
}

func start(c config) error { return http.ListenAndServe(c.Listen, nil) }

func startAll(c *config, name string) error {
	if _, err := net.Dial("tcp", c.Peer); err == nil {
		return errors.New("the peer answers")
	}
	return exec.Command("server", "--listen", c.Listen, "--name", name).Run()
}

// A peer that is down, and an address that was configured.
func peerDown() error { return start(config{Listen: ":8080", Peer: closedAddr()}) }

func peerDownByPointer() error {
	c := &config{Listen: ":8080"}
	c.Peer = closedAddr()
	return startAll(c, "a")
}

// A constructor with options: only the peer is dead.
type option func(*config)

func withListen(addr string) option { return func(c *config) { c.Listen = addr } }
func withPeer(addr string) option   { return func(c *config) { c.Peer = addr } }

func build(opts ...option) *config {
	c := new(config)
	for _, o := range opts {
		o(c)
	}
	return c
}

func optionsOfBoth() error {
	c := build(withListen(":8080"), withPeer(closedAddr()))
	return start(*c)
}

// Two implementations, of which the one in use dials.
type transport interface{ open(addr string) error }

type (
	dialing   struct{}
	listening struct{}
)

func (dialing) open(addr string) error {
	_, err := net.Dial("tcp", addr)
	return err
}

func (listening) open(addr string) error { return http.ListenAndServe(addr, nil) }

func opensDialing() error {
	var tr transport = dialing{}
	return tr.open(closedAddr())
}

func opensListening() error {
	var tr transport = listening{}
	return tr.open(":8080")
}

// Callbacks of one signature: the dead one gets the one that dials.
func withAddr(addr string, f func(string) error) error { return f(addr) }

func bind(addr string) error { return http.ListenAndServe(addr, nil) }

func dial(addr string) error {
	_, err := net.Dial("tcp", addr)
	return err
}

func callbacks() error {
	if err := withAddr(":8080", bind); err != nil {
		return err
	}
	return withAddr(closedAddr(), dial)
}

// A function that binds one of its parameters and dials the other one.
func proxy(listen, upstream string) error {
	if _, err := net.Dial("tcp", upstream); err != nil {
		return fmt.Errorf("upstream %s: %w", upstream, err)
	}
	return http.ListenAndServe(listen, nil)
}

func proxies() error { return proxy(":8080", closedAddr()) }

// Results of one function, of which one is dead.
func pair() (live, dead string) { return ":8080", closedAddr() }

func usesPair(t *testing.T) {
	live, dead := pair()
	go http.ListenAndServe(live, nil)
	if dial(dead) == nil {
		t.Error("somebody answers")
	}
}

// A struct of results.
func world() struct{ live, dead string } {
	return struct{ live, dead string }{live: ":8080", dead: closedAddr()}
}

func usesWorld(t *testing.T) {
	w := world()
	go http.ListenAndServe(w.live, nil)
	if dial(w.dead) == nil {
		t.Error("somebody answers")
	}
}

// A table of both: each runs what it holds.
func table(t *testing.T) {
	for _, test := range []struct{ listen, upstream string }{
		{":8080", closedAddr()},
		{":8081", "nobody:1"},
	} {
		t.Run(test.listen, func(t *testing.T) {
			go http.ListenAndServe(test.listen, nil)
			if dial(test.upstream) == nil {
				t.Error("somebody answers")
			}
		})
	}
}

// A server's own fields.
func httpServer() error {
	srv := &http.Server{Addr: ":8080"}
	srv.Handler = http.RedirectHandler("http://"+closedAddr(), http.StatusFound)
	return srv.ListenAndServe()
}

// The handler of a bound server dials a dead upstream.
func handlerDials() error {
	dead := closedAddr()
	return http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := dial(dead); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	}))
}

// The handler keeps the address in a field.
type gateway struct{ upstream string }

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get("http://" + g.upstream + r.URL.Path)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp.Body.Close()
}

func gatewayTo() error {
	return http.ListenAndServe(":8080", &gateway{upstream: closedAddr()})
}

func gatewayToServer() error {
	srv := http.Server{Addr: ":8080", Handler: &gateway{closedAddr()}}
	return srv.ListenAndServe()
}

// A local listener config whose Control looks at nothing of it.
func sameStructAsHandler() error {
	a := &app{listen: ":8080", dead: closedAddr()}
	return a.run()
}

type app struct {
	listen, dead string
}

func (a *app) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	if dial(a.dead) != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}

func (a *app) run() error { return http.ListenAndServe(a.listen, a) }

// DialTCP's local address is its own.
func localAddr() error {
	dead, err := net.ResolveTCPAddr("tcp", closedAddr())
	if err != nil {
		return err
	}
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: dead.IP})
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = net.DialTCP("tcp", nil, dead)
	return err
}

// The host of a dead address is bound with a port of its own.
func hostOnly() error {
	host, port, err := net.SplitHostPort(closedAddr())
	if err != nil {
		return err
	}
	if err := dial("localhost:" + port); err == nil {
		return errors.New("somebody answers")
	}
	return http.ListenAndServe(host+":8080", nil)
}

// What an address is good for besides its port.
func deadNet() net.Addr {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr()
}

func networkOnly() error {
	l, err := net.Listen(deadNet().Network(), ":8080")
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func ipOnly() error {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: deadNet().(*net.TCPAddr).IP, Port: 8080})
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

// The length of an address, and how it compares, say nothing of its port.
func lengthOnly() error {
	port := 8000 + len(closedAddr())
	if closedAddr() > "127.0.0.1:4" {
		port++
	}
	return http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
}

// A variable of a function type that is first one thing, then another.
func funcVariable() error {
	f := bind
	go f(":8080")
	f = dial
	return f(closedAddr())
}

// What an interface holds comes from a factory.
func newDialing() transport { return dialing{} }

func opensFromFactory() error {
	go listening{}.open(":8080")
	return newDialing().open(closedAddr())
}

// The failure of a dial, told to a process.
func tellsFailure() error {
	if err := dial(closedAddr()); err != nil {
		return exec.Command("notify", err.Error()).Run()
	}
	return nil
}

// A bind that must fail stands before the Close.
func mustFail() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := bind(l.Addr().String()); err == nil {
		l.Close()
		return errors.New("bound twice")
	}
	return l.Close()
}
