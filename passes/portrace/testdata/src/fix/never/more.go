package never

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"testing"
)

// The socket would be closed when the function returns, before the subtest runs.
func parallelSubtest(t *testing.T, prepare func() error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if err := prepare(); err != nil {
		return
	}
	t.Run("serve", func(t *testing.T) {
		t.Parallel()
		t.Log(http.ListenAndServe(addr, nil))
	})
}

// It is closed in a function of its own.
func closedInside(h http.Handler) {
	serve := func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		addr := l.Addr().String()
		func() { // want "port of l"
			l.Close()
		}()
		http.ListenAndServe(addr, h)
	}
	serve()
	serve()
}

// The errors are looked at together.
func joined() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	closed := l.Close() // want "port of l"
	_, err = net.Listen("tcp", addr)
	return errors.Join(closed, err)
}

// The sockets are of another loop than the sink.
func collects(h http.Handler) {
	var addrs []string
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return
		}
		addrs = append(addrs, l.Addr().String())
		l.Close() // want "port of l"
	}
	for _, addr := range addrs {
		go http.ListenAndServe(addr, h)
	}
}

// Which of them it is only turns out when it runs.
func crosses(h http.Handler) error {
	first, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	second, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	addr := first.Addr().String()
	if h == nil {
		addr = second.Addr().String()
	}
	first.Close()  // want "port of first"
	second.Close() // want "port of second"
	return http.ListenAndServe(addr, h)
}

// The server gets its address twice.
func readdressed(h http.Handler, other string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv := &http.Server{Addr: addr, Handler: h}
	if other != "" {
		srv.Addr = other
	}
	return srv.ListenAndServe()
}

func serverChanges(h http.Handler, other *http.Server) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv := &http.Server{Addr: addr, Handler: h}
	if other != nil {
		srv = other
	}
	return srv.ListenAndServe()
}

func addressChanges(h http.Handler, other string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if other != "" {
		addr = other
	}
	return http.ListenAndServe(addr, h)
}

func portAdded(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	if err := http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), h); err != nil {
		return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port+1), h)
	}
	return nil
}

// It is a server of the loop, not the parameter.
func serversOfLoop(srv *http.Server) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	for _, srv := range []*http.Server{{Addr: addr}, {Addr: addr}} {
		log.Print(srv.ListenAndServe())
	}
	return nil
}

// If the first bind were mended, nobody would keep its socket for the second.
func bothFamilies() (net.PacketConn, error) {
	port := freePort() // want "freePort returns"
	first, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%s", port))
	if err != nil {
		return nil, err
	}
	_ = first
	return net.ListenPacket("udp", fmt.Sprintf("[::1]:%s", port))
}

func freePort() string {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer c.Close()
	return strconv.Itoa(c.LocalAddr().(*net.UDPAddr).Port)
}
