// Command latepacket binds a port of UDP that a helper has found free.
package main

import (
	"fmt"
	"log"
	"net"
	"strconv"
)

func main() {
	port := freePort()
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	conn, err := net.ListenPacket("udp", addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("udp://" + addr)
	buf := make([]byte, 1024)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := conn.WriteTo(buf[:n], from); err != nil {
			log.Fatal(err)
		}
	}
}

func freePort() int {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).Port
}
