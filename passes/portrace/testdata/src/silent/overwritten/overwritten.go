// Package overwritten binds something else than the port of the closed socket,
// which was in the same place before, or is beside it.
package overwritten

import (
	"fmt"
	"net"
	"net/http"
	"strings"
)

func dead() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func deadPort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

type config struct {
	addr string
	port int
	tls  struct{ addr string }
}

func serve(c *config) error { return http.ListenAndServe(c.addr, nil) }

func servePort(c config) error { return http.ListenAndServe(fmt.Sprintf(":%d", c.port), nil) }

func captured() {
	addr := dead()
	func() { net.Dial("tcp", addr) }()
	addr = ":8080"
	http.ListenAndServe(addr, nil)
}

func wholeStruct() {
	c := config{addr: dead()}
	net.Dial("tcp", c.addr)
	c = config{addr: ":8080"}
	http.ListenAndServe(c.addr, nil)
}

func zeroedStruct() {
	c := config{port: deadPort()}
	net.Dial("tcp", fmt.Sprint(":", c.port))
	c = config{}
	servePort(c)
}

func field() {
	c := config{addr: dead()}
	net.Dial("tcp", c.addr)
	c.addr = ":8080"
	http.ListenAndServe(c.addr, nil)
}

func fieldOfPointer() {
	c := &config{addr: dead()}
	net.Dial("tcp", c.addr)
	c.addr = ":8080"
	serve(c)
}

func options() *config { return &config{port: deadPort(), addr: dead()} }

// base has a port of its own, which the test replaces.
func fieldOfResult() {
	c := options()
	c.port = 0
	c.addr = "127.0.0.1:0"
	servePort(*c)
	serve(c)
}

// fresh gives the server a port of its own choice, whatever is in c.
func fresh(c *config) error {
	addr, err := chosen()
	if err != nil {
		return err
	}
	c.addr = addr
	return serve(c)
}

type app struct{ c *config }

func newApp(c *config) *app    { return &app{c} }
func (a *app) start() error    { return serve(a.c) }
func (c *config) check() error { return nil }

// freshApp does so, too, before it makes a server of it.
func freshApp(c *config) error {
	addr, err := chosen()
	if err != nil {
		return err
	}
	c.addr = addr
	if err := c.check(); err != nil {
		return err
	}
	return newApp(c).start()
}

func callsFreshApp() error { return freshApp(&config{addr: dead()}) }

func chosen() (string, error) { return "127.0.0.1:8080", nil }

func callsFresh() error {
	c := &config{addr: dead()}
	return fresh(c)
}

func fieldOfParameter(c *config) {
	c.addr = dead()
	net.Dial("tcp", c.addr)
	c.addr = "127.0.0.1:0"
	serve(c)
}

func nestedField() {
	var c config
	c.tls.addr = dead()
	net.Dial("tcp", c.tls.addr)
	c.tls.addr = ":8443"
	http.ListenAndServe(c.tls.addr, nil)
}

var current string

func packageVariable() {
	current = dead()
	net.Dial("tcp", current)
	current = ":8080"
	http.ListenAndServe(current, nil)
}

func portOfAddress() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	l.Close()
	addr := l.Addr().(*net.TCPAddr)
	net.DialTCP("tcp", nil, addr)
	addr.Port = 0
	again, err := net.ListenTCP("tcp", addr)
	if err != nil {
		return
	}
	http.Serve(again, nil)
}

func otherElement() {
	addrs := []string{dead(), ":8080"}
	net.Dial("tcp", addrs[0])
	http.ListenAndServe(addrs[1], nil)
}

func otherKey() {
	addrs := map[string]string{"dead": dead(), "live": ":8080"}
	net.Dial("tcp", addrs["dead"])
	http.ListenAndServe(addrs["live"], nil)
}

func otherElementOfArray() {
	var addrs [2]string
	addrs[0] = dead()
	addrs[1] = ":8080"
	http.ListenAndServe(addrs[1], nil)
}

func hostOfSplit() {
	http.ListenAndServe(strings.Split(dead(), ":")[0]+":8080", nil)
}

func hostOfCut() {
	host, _, _ := strings.Cut(dead(), ":")
	http.ListenAndServe(host+":8080", nil)
}
