package late

import (
	sockets "net"
)

func renamedPort() string {
	l, _ := sockets.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	_, port, _ := sockets.SplitHostPort(l.Addr().String())
	return port
}

// This needs strconv.
func renamed() (sockets.Listener, string) {
	port := renamedPort() // want "renamedPort returns a port"
	ln, _ := sockets.Listen("tcp", "127.0.0.1:"+port)
	return ln, port
}
