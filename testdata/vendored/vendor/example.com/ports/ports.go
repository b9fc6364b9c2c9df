// Package ports finds free ports. It is there to be wrong: sockvet reports its
// callers.
package ports

import "net"

// Free returns a port that was free a moment ago.
func Free() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
