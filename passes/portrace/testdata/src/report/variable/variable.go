// Package variable retries what other packages can call too, by a variable.
package variable

import "net"

// Start is what others call, who need not try again.
var Start = start

func start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to net.Listen"
	l, err = net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	return serve(l)
}

func run() {
	for {
		if err := start(); err == nil {
			return
		}
	}
}

func serve(l net.Listener) error {
	_, err := l.Accept()
	return err
}

var _ = run
