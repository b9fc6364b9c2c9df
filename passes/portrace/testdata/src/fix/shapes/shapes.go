// Package shapes has less usual spellings of what is fixed elsewhere.
package shapes

import (
	"fmt"
	"net"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// panicIf does nothing but complain.
func panicIf(err error) {
	if err != nil {
		panic(err)
	}
}

func assigned(h http.Handler) error {
	var l net.Listener
	var err error
	if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func assignedAgain(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	var ln net.Listener
	if ln, err = net.Listen("tcp", addr); err != nil {
		return err
	}
	return http.Serve(ln, h)
}

func assignedBoth(h http.Handler) error {
	var l net.Listener
	var err error
	if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	addr := l.Addr().String()
	if err = l.Close(); err != nil { // want "port of l"
		return err
	}
	if l, err = net.Listen("tcp", addr); err != nil {
		return err
	}
	return http.Serve(l, h)
}

func sameVariable(h http.Handler) (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	l, err = net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	go http.Serve(l, h)
	return l, nil
}

func sameVariableOfPackets() error {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := c.LocalAddr().String()
	c.Close() // want "port of c"
	if c, err = net.ListenPacket("udp", addr); err != nil {
		return err
	}
	_, _, err = c.ReadFrom(nil)
	return err
}

func packetsTwice() error {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := c.LocalAddr().(*net.UDPAddr).Port
	c.Close() // want "port of c"
	d, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	_, _, err = d.ReadFrom(nil)
	return err
}

func methodValue(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Addr: l.Addr().String(), Handler: h}
	l.Close() // want "port of l"
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	return g.Wait()
}

func complains(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	panicIf(err)
	addr := l.Addr().String()
	panicIf(l.Close()) // want "port of l"
	return http.ListenAndServe(addr, h)
}

func complainsLocally(h http.Handler) error {
	orPanic := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	orPanic(err)
	addr := l.Addr().String()
	orPanic(l.Close()) // want "port of l"
	return http.ListenAndServe(addr, h)
}

func late() error {
	port := somePort() // want "somePort returns"
	var l net.Listener
	var err error
	if l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err != nil {
		return err
	}
	fmt.Println(port)
	return l.Close()
}

func holdMethodValue(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port), Handler: h}
	var g errgroup.Group
	g.Go(srv.ListenAndServe)
	return g.Wait()
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func somePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	panicIf(err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func used() {
	freePort()
	somePort()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func mustListen(h http.Handler) error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	panicIf(l.Close()) // want "port of l"
	return http.ListenAndServe(addr, h)
}

func mustListenAgain(h http.Handler) error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	panicIf(l.Close()) // want "port of l"
	ln := must(net.Listen("tcp", addr))
	return http.Serve(ln, h)
}

func mustListenInto(h http.Handler) error {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	addr := l.Addr().String()
	panicIf(l.Close()) // want "port of l"
	l = must(net.Listen("tcp", addr))
	return http.Serve(l, h)
}

func mustLate() error {
	port := must(freePort()) // want "freePort returns"
	l := must(net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)))
	fmt.Println(port)
	return l.Close()
}
