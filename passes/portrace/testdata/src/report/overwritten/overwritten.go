// Package overwritten sets the place that the port is in, but not after it, not
// on every path, or not the port itself.
package overwritten

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
)

type rest struct{ port int }

type config struct {
	addr string
	name string
	rest rest
}

func serve(c *config) error { return http.ListenAndServe(c.addr, nil) }

func serveRest(r rest) error { return http.ListenAndServe(fmt.Sprintf(":%d", r.port), nil) }

func draw() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close() // want `port of l is handed to http.ListenAndServe`
	return l.Addr().String(), nil
}

func before() error {
	addr := ":8080"
	addr, err := draw()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addr, nil)
}

func onOnePath(fixed bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c := config{addr: l.Addr().String()}
	l.Close() // want `port of l is handed to serve \(http.ListenAndServe\)`
	if fixed {
		c.addr = ":8080"
	}
	return serve(&c)
}

func otherField() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c := &config{addr: l.Addr().String()}
	l.Close() // want `port of l is handed to serve \(http.ListenAndServe\)`
	c.name = "server"
	return serve(c)
}

func zeroFirst() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to serveRest \(http.ListenAndServe\)`
	c := config{}
	c.rest.port = l.Addr().(*net.TCPAddr).Port
	return serveRest(c.rest)
}

func newConfig() *config { return &config{name: "server"} }

func throughPointer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe after`
	c := newConfig()
	c.addr = l.Addr().String()
	errs := make(chan error)
	go func() { errs <- serve(c) }()
	return <-errs
}

func variablePointer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to serve \(http.ListenAndServe\)`
	var c *config
	set := func() { c.addr = l.Addr().String() }
	c = newConfig()
	set()
	return serve(c)
}

func byCallee() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to serve \(http.ListenAndServe\)`
	var c config
	c.addr = ""
	fill(&c, l.Addr().String())
	return serve(&c)
}

func fill(c *config, addr string) { c.addr = addr }

func byClosure() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := ""
	set := func() { addr = l.Addr().String() }
	addr = ":8080"
	set()
	l.Close() // want `port of l is handed to http.ListenAndServe`
	return http.ListenAndServe(addr, nil)
}

func sameElement() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	addrs := []string{":8080", l.Addr().String()}
	return http.ListenAndServe(addrs[1], nil)
}

func movedElement() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	addrs := []string{":8080", l.Addr().String()}[1:]
	return http.ListenAndServe(addrs[0], nil)
}

func appendedElement() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	addrs := append([]string{":8080"}, l.Addr().String())
	return http.ListenAndServe(addrs[1], nil)
}

func sameKey() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	addrs := map[string]string{"live": l.Addr().String(), "dead": ""}
	return http.ListenAndServe(addrs["live"], nil)
}

func anyKey(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	addrs := map[string]string{"live": l.Addr().String()}
	return http.ListenAndServe(addrs[name], nil)
}

func portOfSplit() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	return http.ListenAndServe(":"+strings.Split(l.Addr().String(), ":")[1], nil)
}

func numberOfPortSpec() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to http.ListenAndServe`
	spec := fmt.Sprintf("%d/tcp", l.Addr().(*net.TCPAddr).Port)
	return http.ListenAndServe(":"+strings.Split(spec, "/")[0], nil)
}

// The listener that is closed is the one that was put there.
func closesNew() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := httptest.NewUnstartedServer(nil)
	srv.Listener = l
	srv.Listener.Close() // want "port of l is handed to http.ListenAndServe"
	return http.ListenAndServe(l.Addr().String(), nil)
}

// So it is the second time.
func closesInLoop() error {
	srv := httptest.NewUnstartedServer(nil)
	addr := ""
	for range 2 {
		srv.Listener.Close() // want "port of l is handed to http.ListenAndServe"
		if addr != "" {
			go http.ListenAndServe(addr, nil)
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		srv.Listener = l
		addr = l.Addr().String()
	}
	return nil
}
