// Package tls binds the port again for a server that speaks TLS. It can serve on
// the socket instead.
package tls

import (
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
)

func function(cert, key string, h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return http.ListenAndServeTLS(addr, cert, key, h)
}

func spawned(h http.Handler) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	go func() {
		log.Fatal(http.ListenAndServeTLS(addr, "cert.pem", "key.pem", h))
	}()
	return addr
}

func rehosted(cert, key string) {
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

func configured(config *tls.Config, h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil { // want "port of l"
		return fmt.Errorf("close: %w", err)
	}
	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port), Handler: h, TLSConfig: config}
	return srv.ListenAndServeTLS("", "")
}
