package comments

import (
	"net"
	"net/http"
)

// The comments are about what stays, and stay.
func stays(h http.Handler) error {
	// Port 0 is for the kernel to choose.
	l, err := net.Listen("tcp", "127.0.0.1:0") // on loopback
	if err != nil {
		return err // of the first one
	}
	// Start the server.
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func further(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	// All is set up.

	addr := l.Addr().String()
	l.Close() // want "port of l"

	// From here on, requests are served.
	return http.ListenAndServe(addr, h) // until it fails
}

// What tools are told about a line goes with it.
func tools(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String() //nolint:govet // shadowed
	l.Close()                 // want "port of l"
	return http.ListenAndServe(addr, h)
}
