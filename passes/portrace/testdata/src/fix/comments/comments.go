// Package comments has comments about the code that a fix would change.
package comments

import (
	"fmt"
	"net"
	"net/http"
)

// The comment is about the line that would go.
func behind(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() /* the server wants it */ // want "port of l"
	return http.ListenAndServe(addr, h)
}

func behindTheAddress(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String() // with the port
	l.Close()                 // want "port of l"
	return http.ListenAndServe(addr, h)
}

// It would be wrong.
func above(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	// Release it for the server.
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

// It would be about nothing.
func aboveAlone(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()

	// See the handbook, chapter 3.
	l.Close() // want "port of l"

	return http.ListenAndServe(addr, h)
}

// It would be about another statement.
func aboveTheAddress(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	// addr is what clients are told.
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func within(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		return err // as seen on the old machines
	}
	return http.ListenAndServe(addr, h)
}

func withinTheCheck() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		// Somebody was faster.
		return err
	}
	return http.Serve(ln, nil)
}

func putOff(h http.Handler, ready func() bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	// Nobody listens until the server starts.
	l.Close() // want "port of l"
	if !ready() {
		return nil
	}
	return http.ListenAndServe(addr, h)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port, nil
}

func ofTheHelper() (net.Listener, error) {
	port, err := freePort()
	if err != nil {
		return nil, err // out of ports
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	return l, err
}

// It would be wrong where the port is set then.
func ofThePort() (net.Listener, error) {
	port, err := freePort() // a free one
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	fmt.Println(port)
	return ln, nil
}

// What it is about goes.
func ofTheAddress() (net.Listener, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	address := fmt.Sprintf("127.0.0.1:%d", port) // clients dial it
	return net.Listen("tcp", address)
}
