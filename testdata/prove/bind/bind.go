// Package bind has ports that are bound again in the process that freed them.
package bind

import "net"

// Serve binds an address and accepts until the listener is closed.
func Serve(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	return l, nil
}

// ServeSomewhere is not tested.
func ServeSomewhere() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // outcome: not reached
	return Serve(addr)
}
