package fallback

import (
	"net"
	"sync"
)

// A port is kept to be had again. If somebody else has it by then, any other will do.

var (
	mu    sync.Mutex
	ports = map[string]int{}
)

func again(name string) (*net.UDPConn, error) {
	mu.Lock()
	defer mu.Unlock()
	if port, ok := ports[name]; ok {
		conn, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
		if err == nil {
			return conn, nil
		}
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
	conn.Close()
	conn, err = again("a")
	if err != nil {
		return err
	}
	return conn.Close()
}

// preferred binds addr, or any port if it cannot.
func preferred(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return l, nil
}

func rebound() (net.Listener, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	return preferred(addr)
}

func rebind() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close()
	return preferred(addr)
}

type server struct{ addr string }

func (s *server) stop(l net.Listener) {
	s.addr = l.Addr().String()
	l.Close()
}

func (s *server) restart() (net.Listener, error) {
	l, err := net.Listen("tcp", s.addr)
	if err == nil {
		return l, nil
	}
	return net.Listen("tcp", "localhost:")
}

func restarted() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := new(server)
	s.stop(l)
	return s.restart()
}
