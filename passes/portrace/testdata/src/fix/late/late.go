// Package late binds a port that a helper found free. It can let the kernel choose
// where it binds.
package late

import (
	"fmt"
	"net"
)

func freePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func listen() (net.Listener, int, error) {
	port := freePort() // want "freePort returns a port"
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, 0, err
	}
	return ln, port, nil
}

// The comment goes with what it is about.
func carried() (net.Listener, error) {
	port := freePort() // clients dial it // want "freePort returns a port"
	address := fmt.Sprintf("127.0.0.1:%d", port)
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	fmt.Println(port)
	return ln, nil
}
