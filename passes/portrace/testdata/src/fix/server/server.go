// Package server binds the port again with the methods of an http.Server. It can
// serve on the socket instead.
package server

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"
)

func inline(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv := &http.Server{Addr: addr, Handler: h}
	return srv.ListenAndServe()
}

func spawned() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close() // want "port of l"

	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port)}
	go func() {
		if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}()
	defer srv.Shutdown(context.Background())
}

func value(h http.Handler) *http.Server {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	var srv http.Server
	srv.Addr = addr
	srv.Handler = h
	go srv.ListenAndServe()
	return &srv
}

func literal(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	return (&http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: time.Second,
	}).ListenAndServe()
}

func variable(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	err = l.Close() // want "port of l"
	if err != nil {
		return err
	}
	addr := net.JoinHostPort("127.0.0.1", port)
	srv := http.Server{Addr: addr, Handler: h}
	err = srv.ListenAndServe()
	return err
}

// The socket has the host of the server.
func localhost(h http.Handler) error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil { // want "port of l"
		return err
	}
	srv := &http.Server{Addr: fmt.Sprintf("localhost:%d", port), Handler: h}
	return srv.ListenAndServe()
}

func channel(h http.Handler) (string, <-chan error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatalf("listen: %v", err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l"
	srv := &http.Server{Addr: addr, Handler: h}
	done := make(chan error, 1)
	go func() {
		done <- srv.ListenAndServe()
		close(done)
	}()
	return addr, done
}
