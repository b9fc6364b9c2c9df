package late

import (
	"net"
	"strconv"
)

func portText() string {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func text() (net.Listener, string, error) {
	port := portText() // want "portText returns a port"
	ln, err := net.Listen("tcp", ":"+port)
	if err != nil {
		return nil, "", err
	}
	return ln, port, nil
}
