// Package latepacket binds a port of UDP that a helper found free. It can let the
// kernel choose where it binds.
package latepacket

import (
	"context"
	"errors"
	"fmt"
	"net"
)

func freePort() (int, error) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).Port, nil
}

func listen() (net.PacketConn, int, error) {
	port, err := freePort() // want "freePort returns a port"
	if err != nil {
		return nil, 0, err
	}
	conn, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, 0, err
	}
	return conn, port, nil
}

func config(ctx context.Context) (net.PacketConn, error) {
	port, err := freePort() // want "freePort returns a port"
	if err != nil {
		return nil, errors.New("no port")
	}
	var lc net.ListenConfig
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	conn, err := lc.ListenPacket(ctx, "udp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return conn, nil
}
