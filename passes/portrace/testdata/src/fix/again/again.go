// Package again binds the port again with functions of net. It can go on with the
// socket that it has.
package again

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
)

func listen() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func returned() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		return nil, err
	}
	return net.Listen("tcp", addr)
}

func fresh(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	err = l.Close() // want "port of l"
	if err != nil {
		log.Fatal(err)
	}
	ln, listenErr := net.Listen("tcp", addr)
	if listenErr != nil {
		log.Fatal(listenErr)
	}
	defer ln.Close()
	http.Serve(ln, h)
}

func blank() net.Listener {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	_ = l.Close() // want "port of l"
	ln, _ := net.Listen("tcp", addr)
	return ln
}

func musts() (net.Listener, string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	addr := l.Addr().String()
	must(l.Close()) // want "port of l"
	ln, err := net.Listen("tcp", addr)
	must(err)
	return ln, addr
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func port() (net.Listener, int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, 0, fmt.Errorf("listen on %d: %w", port, err)
	}
	return ln, port, nil
}

func declared() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"

	var ln net.Listener
	ln, err = net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	go accept(ln)
	return nil
}

func accept(ln net.Listener) {
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		conn.Close()
	}
}

func inGoroutine() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			panic(err)
		}
		accept(ln)
	}()
}

type holder struct {
	ln net.Listener
}

func field(h *holder) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	h.ln, err = net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return nil
}

func listenTCP() (*net.TCPListener, error) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	addr := l.Addr().(*net.TCPAddr)
	l.Close() // want "port of l"
	ln, err := net.ListenTCP("tcp", addr)
	if err != nil {
		return nil, err
	}
	return ln, nil
}

// The second one is an interface, and something else is put there later.
func widened(other net.Listener) (net.Listener, error) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	if other != nil {
		ln.Close()
		ln = other
	}
	return ln, nil
}

func config(ctx context.Context) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return ln, nil
}
