package helpers

import (
	"errors"
	"net"
	"net/http"
	"strconv"
)

// The caller would ask no socket for its port.
func silent() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func useSilent() error {
	port := silent()
	return http.ListenAndServe("127.0.0.1:"+strconv.Itoa(port), nil)
}

// Nobody would close the socket.
func picky() (string, error) {
	l, err := net.Listen("tcp", loopback)
	if err != nil {
		return "", err
	}
	defer l.Close() // want "port of l"
	if len(l.Addr().String()) > 20 {
		return "", errors.New("no nice address")
	}
	return l.Addr().String(), nil
}

func usePicky() error {
	addr, err := picky()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addr, nil)
}
