// Greetd greets whoever connects to it.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"os"
)

func main() {
	port := flag.Int("port", 0, "listen on `port` of localhost")
	fd := flag.Int("fd", -1, "serve the listener with this file descriptor `number` instead")
	flag.Parse()
	l, err := listen(*port, *fd)
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprintln(conn, "hello from process", os.Getpid())
		conn.Close()
	}
}

func listen(port, fd int) (net.Listener, error) {
	if fd < 0 {
		return net.Listen("tcp", fmt.Sprintf("localhost:%d", port))
	}
	f := os.NewFile(uintptr(fd), "listener")
	defer f.Close()
	return net.FileListener(f)
}
