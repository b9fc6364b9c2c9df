// Command same binds the port that it has found free again, into the same variable.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
)

func main() {
	var l net.Listener
	var err error
	if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		log.Fatal(err)
	}
	addr := l.Addr().String()
	check(l.Close())
	fmt.Printf("http://%s\n", addr)
	if l, err = net.Listen("tcp", addr); err != nil {
		log.Fatal(err)
	}
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	log.Fatal(http.Serve(l, hello))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
