// Command variable retries what nobody else can call.
package main

import "net"

// Start is of no use to others, who cannot import a command.
var Start = start

func start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	l, err = net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	return serve(l)
}

func main() {
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
