package late

import (
	"log"
	"net"
	"net/http"
	"strconv"
)

func checkedPort() (int, error) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return 0, err
	}
	return port, nil
}

func checked(h http.Handler) error {
	port, err := checkedPort() // want "checkedPort returns a port"
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "localhost:"+strconv.Itoa(port))
	if err != nil {
		return err
	}
	log.Printf("listening on port %d", port)
	return http.Serve(ln, h)
}

// It is used for the address only.
func unused(h http.Handler) error {
	port, err := checkedPort() // want "checkedPort returns a port"
	if err != nil {
		return err
	}
	addr := net.JoinHostPort("localhost", strconv.Itoa(port))
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return http.Serve(ln, h)
}

// The address is used later, and made again from the port.
func madeAgain(h http.Handler) (string, error) {
	port, err := checkedPort() // want "checkedPort returns a port"
	if err != nil {
		return "", err
	}
	addr := net.JoinHostPort("localhost", strconv.Itoa(port))
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return "", err
	}
	go http.Serve(ln, h)
	return "http://" + addr, nil
}
