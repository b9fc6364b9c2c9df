package listenandserve

import (
	"fmt"
	"log"
	"net"
	"net/http"
)

// Each of these uses fmt, and both fixes remove that: they are one.
func first(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	http.ListenAndServe(addr, h)
}

func second(h http.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	http.ListenAndServe(addr, h)
}
