// Package unused has helpers that nothing calls any more once their calls are fixed.
package unused

import (
	"net"
	"net/http"
	"strconv"
)

// testedPort is called by a test as well.
func testedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func ServeToo(h http.Handler) error {
	port, err := testedPort() // want "testedPort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe("localhost:"+strconv.Itoa(port), h)
}

// ExportedPort may be called by anybody.
func ExportedPort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port, nil
}

func ServeExported(h http.Handler) error {
	port, err := ExportedPort() // want "ExportedPort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe("localhost:"+strconv.Itoa(port), h)
}
