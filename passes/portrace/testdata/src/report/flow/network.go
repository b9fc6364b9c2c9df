package flow

import (
	"fmt"
	"net"
)

// Either binds a number for one protocol or the other.
func either(network string, port int) error {
	addr := fmt.Sprintf("localhost:%d", port)
	if network == "udp" {
		c, err := net.ListenPacket(network, addr)
		if err != nil {
			return err
		}
		return c.Close()
	}
	l, err := net.Listen(network, addr)
	if err != nil {
		return err
	}
	return l.Close()
}

func tcpToEither() error {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `port of l is handed to either \(net.Listen\) after l.Close: .*; keep l open and let either take it`
	return either("tcp", l.Addr().(*net.TCPAddr).Port)
}

func udpToEither() error {
	c, _ := net.ListenPacket("udp", "localhost:0")
	c.Close() // want `port of c is handed to either \(net.ListenPacket\) after c.Close: .*; keep c open and let either take it`
	return either("udp", c.LocalAddr().(*net.UDPAddr).Port)
}

func packets(addr string) error {
	c, err := net.ListenPacket("udp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// A listener is of no use to who wants the number for UDP.
func tcpToUDP() error {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close() // want `port of l is handed to packets \(net.ListenPacket\) after l.Close: .*; let packets bind port 0 itself, or take an open socket`
	return packets(l.Addr().String())
}
