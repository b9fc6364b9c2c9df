// Command deferred answers on a Unix socket once, and leaves its directory.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
)

func main() {
	dir, err := os.MkdirTemp("", "deferred")
	if err != nil {
		log.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	go answer(l)
	conn, err := net.Dial("unix", l.Addr().String())
	if err != nil {
		log.Fatal(err)
	}
	text, err := io.ReadAll(conn)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}

func answer(l net.Listener) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	io.WriteString(conn, "hello")
	conn.Close()
}
