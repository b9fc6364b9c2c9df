package latepacket

import "net"

func udpPort() int {
	c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		panic(err)
	}
	defer c.Close() // want "port of c"
	return c.LocalAddr().(*net.UDPAddr).Port
}

func udp() (*net.UDPConn, int) {
	port := udpPort()
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		panic(err)
	}
	return conn, port
}
