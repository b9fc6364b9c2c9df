// Package helper has tests that say which port a helper binds.
package helper

import (
	"fmt"
	"net"
	"net/http"
	"testing"
)

func TestHelper(t *testing.T) {
	listen(t, 50001)                   // want `port 50001 is`
	listen(t, 20001)                   // none of outgoing connections
	newServer("localhost:50002").run() // want `port 50002 is`
	newServer("localhost:20002").run()
	s := &server{port: 50003} // want `port 50003 is`
	s.serve()
	outer(t)
	go http.ListenAndServe(address(), nil)
}

func outer(t *testing.T) { inner(t, 50004) } // want `port 50004 is`

func inner(t *testing.T, port int) { listen(t, port) }

func listen(t *testing.T, port int) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func address() string { return "localhost:50005" } // want `port 50005 is`

type server struct {
	addr string
	port int
}

func newServer(addr string) *server { return &server{addr: addr} }

func (s *server) run() { go http.ListenAndServe(s.addr, nil) }

func (s *server) serve() { go http.ListenAndServe(fmt.Sprintf(":%d", s.port), nil) }

var bind = bindable

func bindable(port int) bool {
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err == nil {
		l.Close()
	}
	return err == nil
}

func publish(port int) bool { return port > 0 && bind(port) }

func TestPublish(t *testing.T) {
	if !publish(50006) { // want `port 50006 is`
		t.Fatal("taken")
	}
}
