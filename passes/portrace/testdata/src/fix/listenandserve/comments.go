package listenandserve

import (
	"net"
	"net/http"
)

func comments(h http.Handler) error {
	// Port 0 is for the kernel to choose.
	l, err := net.Listen("tcp", "127.0.0.1:0") // on loopback
	if err != nil {
		return err // of the first one
	}
	addr := l.Addr().String()

	l.Close() // want "port of l"

	// Serve until it fails.
	return http.ListenAndServe(addr, h) // does not return nil
}

func above(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	// All is set up.
	l.Close() // want "port of l"
	return http.ListenAndServe(
		addr,
		h,
	)
}
