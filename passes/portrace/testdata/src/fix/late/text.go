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
	defer l.Close() // want "port of l"
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func text() (net.Listener, string, error) {
	port := portText()
	ln, err := net.Listen("tcp", ":"+port)
	if err != nil {
		return nil, "", err
	}
	return ln, port, nil
}
