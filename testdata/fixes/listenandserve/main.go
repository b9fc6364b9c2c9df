// Command listenandserve binds a port, closes the socket, and binds the port again
// with http.ListenAndServe.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	fmt.Println("http://" + addr)
	log.Fatal(http.ListenAndServe(addr, http.HandlerFunc(hello)))
}

func hello(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }
