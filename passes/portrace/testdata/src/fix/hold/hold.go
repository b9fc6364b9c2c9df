// Package hold has functions that get a free port from a helper and give it to a
// server, which can have a socket instead.
package hold

import (
	"fmt"
	"log"
	"net/http"

	"fake/freeport"
)

func function(h http.Handler) error {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return fmt.Errorf("no port: %w", err)
	}
	log.Print("on port ", port)
	return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), h)
}

func unannounced(h http.Handler) error {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return err
	}
	addr := fmt.Sprintf("localhost:%d", port)
	return http.ListenAndServe(addr, h)
}

func server(h http.Handler) (int, error) {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return 0, err
	}
	srv := &http.Server{Addr: fmt.Sprintf(":%d", port), Handler: h}
	go func() {
		if err := srv.ListenAndServe(); err != nil {
			log.Print(err)
		}
	}()
	return port, nil
}

func leaves(h http.Handler, stop bool) error {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return err
	}
	if stop {
		return nil // and the socket would stay open
	}
	return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), h)
}

func unchecked(h http.Handler) error {
	port, _ := freeport.GetFreePort() // want "GetFreePort returns a port"
	return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), h)
}

func perhaps(h http.Handler, serve bool) (int, error) {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return 0, err
	}
	if serve {
		go http.ListenAndServe(fmt.Sprintf("localhost:%d", port), h)
	}
	return port, nil
}

func somewhere(h http.Handler, host string) error {
	port, err := freeport.GetFreePort() // want "GetFreePort returns a port"
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf("%s:%d", host, port), h)
}
