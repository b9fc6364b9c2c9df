// Package listenandserve binds the port again with http.ListenAndServe. It can
// serve on the socket instead.
package listenandserve

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"
)

func returned(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func announced(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		return err
	}
	log.Print("listening on ", addr)
	return http.ListenAndServe(addr, h)
}

func fatal(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	err = l.Close() // want "port of l"
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(addr, h))
}

func panics(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		panic(err)
	}
	if err := http.ListenAndServe(addr, h); err != nil {
		panic(err)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func musts(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	addr := l.Addr().String()
	must(l.Close()) // want "port of l"
	must(http.ListenAndServe(addr, h))
}

func unchecked(h http.Handler) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	_ = l.Close() // want "port of l"
	_ = http.ListenAndServe(addr, h)
}

func spawned(h http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go http.ListenAndServe(addr, h)
	return "http://" + addr, nil
}

func literal(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		if err := http.ListenAndServe(addr, h); err != nil {
			log.Print(err)
		}
	}()
	return nil
}

func channel(h http.Handler) chan error {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	failed := make(chan error, 1)
	go func() { failed <- http.ListenAndServe(addr, h) }()
	return failed
}

func group(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"

	var g errgroup.Group
	g.Go(func() error {
		return http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), h)
	})
	return g.Wait()
}

func waitGroup(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close() // want "port of l"
	var wg sync.WaitGroup
	wg.Go(func() { http.ListenAndServe(net.JoinHostPort("127.0.0.1", port), h) })
	wg.Wait()
}

// The host that is served is what the socket has to be bound to.
func everywhere(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	l.Close() // want "port of l"
	return http.ListenAndServe(":"+port, h)
}

// A failure between the two closes the socket.
func between(h http.Handler, prepare func() error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	if err := prepare(); err != nil {
		return err
	}
	return http.ListenAndServe(addr, h)
}

type service struct {
	handler http.Handler
}

// An address of IPv6 loopback, in a method.
func (s *service) run() error {
	socket, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		return err
	}
	addr := socket.Addr().String()
	socket.Close() // want "port of socket"
	return http.ListenAndServe(addr, s.handler)
}

// The closing before a failure is not the one that frees the port.
func closedBefore(h http.Handler, bad bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if bad {
		l.Close()
		return errors.New("bad")
	}
	l.Close() // want "port of l is handed to http.ListenAndServe"
	return http.ListenAndServe(addr, h)
}
