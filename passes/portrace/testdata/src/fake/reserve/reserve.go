// Package reserve gives a port with a function that frees it.
package reserve

import "net"

func Port() (port int, release func()) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l.Addr().(*net.TCPAddr).Port, func() { l.Close() }
}
