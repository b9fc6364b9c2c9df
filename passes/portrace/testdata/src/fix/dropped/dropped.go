// Package dropped has the socket kept where its port is bound in the same function.
package dropped

import (
	"log"
	"net"
	"net/http"
)

func serve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "nobody keeps the socket"
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	log.Println(addr)
	return http.ListenAndServe(addr, nil)
}

// The function can return before that: the socket would have to be closed.
func returns(check func() error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "nobody keeps the socket"
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := check(); err != nil {
		return err
	}
	return http.ListenAndServe(addr, nil)
}
