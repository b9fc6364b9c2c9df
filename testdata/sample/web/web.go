// Package web serves the metrics of the sample.
package web

import (
	"log"
	"net"
	"net/http"
)

// Handler answers "ok".
var Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
	w.Write([]byte("ok"))
})

// freeAddr returns an address that was free a moment ago.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		return "", err
	}
	return addr, nil
}

// ServeSomewhere serves on an address that it logs. It is wrong: ListenAndServe
// may find the address taken.
func ServeSomewhere() error {
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	log.Printf("metrics are at http://%s", addr)
	return http.ListenAndServe(addr, Handler)
}

// ServeHere does the same with the listener kept. It is right.
func ServeHere() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	log.Printf("metrics are at http://%s", l.Addr())
	return http.Serve(l, Handler)
}
