// Command server binds a port, closes the socket, and has an http.Server bind the
// port again, in a goroutine and on another host.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
)

func main() {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		log.Fatal(err)
	}
	srv := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", port), Handler: http.HandlerFunc(hello)}
	failed := make(chan error)
	go func() {
		failed <- srv.ListenAndServe()
	}()
	fmt.Println("http://" + srv.Addr)
	log.Fatal(<-failed)
}

func hello(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }
