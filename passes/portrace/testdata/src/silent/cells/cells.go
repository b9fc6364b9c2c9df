// Package cells keeps ports in fields and package variables beside others: what
// is bound is not what was freed.
package cells

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"testing"
)

// One field is dead and dialled, the other one is served.
type suite struct {
	t    *testing.T
	dead string
	live string
	l    net.Listener
}

func (s *suite) setUp() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.dead = l.Addr().String()
	l.Close()

	s.l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.live = s.l.Addr().String()
}

func (s *suite) tearDown() { s.l.Close() }

func (s *suite) testRefused() {
	if _, err := net.Dial("tcp", s.dead); err == nil {
		s.t.Error("somebody answers")
	}
}

func (s *suite) testServed() {
	go http.Serve(s.l, nil)
	if err := exec.Command("curl", "http://"+s.live).Run(); err != nil {
		s.t.Error(err)
	}
}

// The field of the same name belongs to another type.
type peer struct{ addr string }

type daemon struct{ addr string }

func (p *peer) lose() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	p.addr = l.Addr().String()
	l.Close()
}

func (p *peer) ping() error {
	_, err := net.Dial("tcp", p.addr)
	return err
}

func (d *daemon) run() error { return http.ListenAndServe(d.addr, nil) }

// An embedded struct has a field of the same name; the outer one is bound.
type endpoint struct{ Addr string }

type node struct {
	endpoint
	Addr string
}

func (n *node) lose() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	n.endpoint.Addr = l.Addr().String()
}

func (n *node) run() error { return http.ListenAndServe(n.Addr, nil) }

// Two fields of one nested type: path matters.
type pair struct{ here, there endpoint }

func (p *pair) lose() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	p.there.Addr = l.Addr().String()
	l.Close()
}

func (p *pair) run() error { return http.ListenAndServe(p.here.Addr, nil) }

func (p *pair) call() error {
	_, err := http.Get("http://" + p.there.Addr)
	return err
}

// The method sets the field to a port that was asked for before it binds it.
type app struct {
	port int
}

func (a *app) restart(port int) error {
	a.port = port
	return http.ListenAndServe(fmt.Sprintf(":%d", a.port), nil)
}

func (a *app) listen() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	a.port = l.Addr().(*net.TCPAddr).Port
	return http.Serve(l, nil)
}

// A package variable holds what nobody listens on, another one what somebody does.
var (
	deadAddr string
	liveAddr string
	liveL    net.Listener
)

func init() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	deadAddr = l.Addr().String()
	l.Close()
	if liveL, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		panic(err)
	}
	liveAddr = liveL.Addr().String()
	go http.Serve(liveL, nil)
}

func testDead(t *testing.T) {
	if _, err := http.Get("http://" + deadAddr); err == nil {
		t.Error("somebody answers")
	}
}

func testLive() error { return exec.Command("client", "--addr", liveAddr).Run() }

// A struct in a package variable, field by field.
var world struct {
	nobody string
	listen string
}

func prepare() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	world.nobody = l.Addr().String()
	world.listen = "127.0.0.1:8080"
	l.Close()
}

func start() error { return http.ListenAndServe(world.listen, nil) }

func knock() error {
	_, err := net.Dial("tcp", world.nobody)
	return err
}

// A variable of the package, initialized with a dead address.
var nobody = unused()

func unused() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func dialsNobody() error {
	_, err := net.Dial("tcp", nobody)
	return err
}

// Two slices: one of backends, some of them dead, and one of what is bound.
func backends() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	upstreams := []string{"127.0.0.1:9000", l.Addr().String()}
	listens := []string{"127.0.0.1:8080", "127.0.0.1:8081"}
	for _, addr := range upstreams {
		if _, err := net.Dial("tcp", addr); err != nil {
			fmt.Println(err)
		}
	}
	for _, addr := range listens {
		go http.ListenAndServe(addr, nil)
	}
	return nil
}

// Two maps.
func routes() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	targets := map[string]string{"down": l.Addr().String()}
	binds := map[string]string{"http": ":8080"}
	if _, err := net.Dial("tcp", targets["down"]); err == nil {
		return fmt.Errorf("%s answers", targets["down"])
	}
	return http.ListenAndServe(binds["http"], nil)
}

// The port is the key of a map, for a look at whether it was drawn before.
func distinct(n int) int {
	seen := map[int]bool{}
	for range n {
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		seen[l.Addr().(*net.TCPAddr).Port] = true
		l.Close()
	}
	return len(seen)
}

func usesDistinct() error { return exec.Command("report", strconv.Itoa(distinct(10))).Run() }

// Two local structs of one type: the one that is bound has a port of its own.
type config struct {
	addr string
	name string
}

func (c config) serve() error { return http.ListenAndServe(c.addr, nil) }

func (c config) call() error {
	_, err := http.Get("http://" + c.addr)
	return err
}

func twoConfigs() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	down := config{addr: l.Addr().String(), name: "down"}
	up := config{addr: ":8080", name: "up"}
	if err := down.call(); err == nil {
		return fmt.Errorf("%s answers", down.name)
	}
	return up.serve()
}

// The name goes to a process, the address is dialled.
func otherFieldToProcess() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	c := config{addr: l.Addr().String(), name: "worker"}
	if err := exec.Command("start", c.name).Run(); err != nil {
		return err
	}
	_, err := net.Dial("tcp", c.addr)
	return err
}

// A listener in one field, its address in another, served by a method after
// the constructor has returned.
type server struct {
	l    net.Listener
	addr string
	port int
	srv  http.Server
}

func newServer() *server {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s := &server{l: l, addr: l.Addr().String(), port: l.Addr().(*net.TCPAddr).Port}
	s.srv.Addr = s.addr
	return s
}

func (s *server) run() error { return s.srv.Serve(s.l) }

func (s *server) Close() error { return s.l.Close() }

func (s *server) Port() int { return s.port }

func usesNewServer(t *testing.T) {
	s := newServer()
	defer s.Close()
	go s.run()
	t.Setenv("SERVER_PORT", strconv.Itoa(s.Port()))
	if err := exec.Command("client", "--port", strconv.Itoa(s.port)).Run(); err != nil {
		t.Error(err)
	}
}
