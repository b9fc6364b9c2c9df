// Package dropper finds ports whose sockets nobody keeps.
package dropper

import "net"

// Port leaves it to the garbage collector to close the socket.
func Port() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is returned by Port, and nobody keeps the socket"
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, nil
}
