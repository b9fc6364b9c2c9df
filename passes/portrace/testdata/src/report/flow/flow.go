// Package flow has a fault for each way that a freed port takes through data
// structures and functions before it is bound.
package flow

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
)

func freePort() int {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to"
	return port
}

func direct() { http.ListenAndServe(fmt.Sprint(":", freePort()), nil) }

type config struct {
	name   string
	listen listen
}

type listen struct {
	addr string
	port int
}

func field() error {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want "port of l is handed to"
	var c config
	c.listen.port = l.Addr().(*net.TCPAddr).Port
	return run(&c)
}

func literal() error {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want "port of l is handed to"
	return run(&config{name: "a", listen: listen{port: l.Addr().(*net.TCPAddr).Port}})
}

func run(c *config) error {
	return exec.Command("server", "--name", c.name, "--port", strconv.Itoa(c.listen.port)).Run()
}

type server struct {
	cfg config
	srv *http.Server
}

func newServer(cfg config) *server { return &server{cfg: cfg} }

func (s *server) start() error { return http.ListenAndServe(s.cfg.listen.addr, nil) }

func constructor() error {
	l, _ := net.Listen("tcp", "localhost:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	s := newServer(config{listen: listen{addr: addr}})
	return s.start()
}

// An interface with one implementation hides nothing.
type runner interface{ run(addr string) error }

type httpRunner struct{}

func (httpRunner) run(addr string) error { return http.ListenAndServe(addr, nil) }

func throughInterface(r runner) {
	l, _ := net.Listen("tcp", "localhost:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	r.run(addr)
}

// Only the port of the socket that is closed is at fault.
func oneOfTwo(h http.Handler) {
	kept, _ := net.Listen("tcp", "localhost:0")
	freed, _ := net.Listen("tcp", "localhost:0")
	freed.Close() // want "port of freed is handed to"
	go http.Serve(kept, h)
	http.ListenAndServe(freed.Addr().String(), h)
}

// The methods are those of the embedded socket.
func listenerInStruct() {
	var s struct{ net.Listener }
	s.Listener, _ = net.Listen("tcp", "localhost:0")
	addr := s.Addr().String()
	s.Close() // want "port of .* is handed to"
	http.ListenAndServe(addr, nil)
}

func variable() { http.ListenAndServe(packageAddr, nil) }

var packageAddr string

func setVariable() {
	l, _ := net.Listen("tcp", "localhost:0")
	packageAddr = l.Addr().String()
	l.Close() // want "port of l is handed to"
}

// The loop does not lead back to a fresh port: it tries the same one again.
func retriesTheSamePort() {
	l, _ := net.Listen("tcp", "localhost:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to"
	for range 3 {
		if http.ListenAndServe(addr, nil) == nil {
			return
		}
	}
}

func serving(port int) bool {
	return exec.Command("curl", fmt.Sprintf("http://localhost:%d", port)).Run() == nil
}

// Another port decides whether a fresh one is drawn.
func awaitsOther(other int) {
	for {
		l, _ := net.Listen("tcp", "localhost:0")
		port := l.Addr().(*net.TCPAddr).Port
		l.Close() // want "port of l is handed to"
		exec.Command("server", "--port", strconv.Itoa(port)).Start()
		if serving(other) {
			return
		}
	}
}

// It goes on with the next one, whether the server is up or not.
func awaitsInVain() {
	for range 3 {
		l, _ := net.Listen("tcp", "localhost:0")
		port := l.Addr().(*net.TCPAddr).Port
		l.Close() // want "port of l is handed to"
		exec.Command("server", "--port", strconv.Itoa(port)).Start()
		if !serving(port) {
			fmt.Println("it is not up")
		}
	}
}

// Both ports are freed, whichever it is.
func eitherNetwork(udp bool) error {
	var addr string
	if udp {
		c, err := net.ListenPacket("udp", "localhost:0")
		if err != nil {
			return err
		}
		addr = c.LocalAddr().String()
		c.Close() // want "port of c is handed to"
	} else {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return err
		}
		addr = l.Addr().String()
		l.Close() // want "port of l is handed to"
	}
	return exec.Command("server", addr).Run()
}
