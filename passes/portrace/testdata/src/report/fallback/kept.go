package fallback

import (
	"net"
	"os"
)

var ports = map[string]int{}

// again has no other port to go to: the last bind is of one more socket.
func again(name string) (*net.UDPConn, error) {
	if port, ok := ports[name]; ok {
		conn, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
		if err != nil {
			return nil, err
		}
		return conn, nil
	}
	conn, err := net.ListenUDP("udp", &net.UDPAddr{Port: 0})
	if err != nil {
		return nil, err
	}
	ports[name] = conn.LocalAddr().(*net.UDPAddr).Port
	return conn, nil
}

func twice() error {
	conn, err := again("a")
	if err != nil {
		return err
	}
	conn.Close() // want "port of conn is handed to net.ListenUDP"
	conn, err = again("a")
	if err != nil {
		return err
	}
	return conn.Close() // want "port of conn is handed to net.ListenUDP"
}

// both binds addr, and if it has that, any other port.
func both(addr string) (net.Listener, net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, nil, err
	}
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, other, nil
}

func rebind() (net.Listener, net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to both"
	return both(addr)
}

// another tries a Unix socket if it fails, which nobody who was told the port will find.
func another(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return net.Listen("unix", os.Getenv("SOCKET"))
	}
	return l, nil
}

func rebindAnother() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to another"
	return another(addr)
}
