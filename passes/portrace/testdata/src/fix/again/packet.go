package again

import (
	"net"
)

func packet() (net.PacketConn, error) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := c.LocalAddr().String()
	c.Close() // want "port of c"
	conn, err := net.ListenPacket("udp", addr)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func udp() (*net.UDPConn, error) {
	c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	addr := c.LocalAddr().(*net.UDPAddr)
	if err := c.Close(); err != nil { // want "port of c"
		return nil, err
	}
	return net.ListenUDP("udp", addr)
}
