// Package keep has code that closes a socket and binds its port again, which can
// use the socket instead.
package keep

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
)

func listenAndServe(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServe(addr, h)
}

func announced(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil { // want "port of l"
		return err
	}
	log.Print("listening on ", addr)
	return http.ListenAndServe(addr, h)
}

func server() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close() // want "port of l"

	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	go func() {
		log.Print(srv.ListenAndServe())
	}()
}

func tls(cert, key string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	err = l.Close() // want "port of l"
	if err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{Addr: ":" + strconv.Itoa(port)}
	go srv.ListenAndServeTLS(cert, key)
}

func again() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"

	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return ln, nil
}

func freePort() int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l"
	return l.Addr().(*net.TCPAddr).Port
}

func late() (net.Listener, int, error) {
	port := freePort()
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, 0, err
	}
	return ln, port, nil
}
