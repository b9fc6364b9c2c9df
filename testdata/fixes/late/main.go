// Command late binds a port with net.Listen that a helper has found free.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

func main() {
	port, err := freePort()
	if err != nil {
		log.Fatal(err)
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("tcp://127.0.0.1:%d\n", port)
	for {
		conn, err := ln.Accept()
		if err != nil {
			log.Fatal(err)
		}
		io.WriteString(conn, "hello")
		conn.Close()
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
