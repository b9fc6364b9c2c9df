// Package freeport is what github.com/phayes/freeport is: a helper that other
// packages call.
package freeport

import "net"

func GetFreePort() (int, error) {
	addr, err := net.ResolveTCPAddr("tcp", "localhost:0")
	if err != nil {
		return 0, err
	}
	l, err := net.ListenTCP("tcp", addr)
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l is returned by GetFreePort"
	return l.Addr().(*net.TCPAddr).Port, nil
}

// GetPort frees nothing itself: the finding stands in GetFreePort.
func GetPort() int {
	port, err := GetFreePort()
	if err != nil {
		panic(err)
	}
	return port
}

func GetFreePorts(count int) ([]int, error) {
	var ports []int
	for range count {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // want "port of l is returned by GetFreePorts"
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// Listen returns the socket with its address: nothing is free.
func Listen() (net.Listener, string, error) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, "", err
	}
	return l, l.Addr().String(), nil
}

// DeadAddr returns an address where nobody listens: a fault only of who binds it.
func DeadAddr() string {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// DeadServer binds such an address itself.
func DeadServer() string {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		panic(err)
	}
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to net.Listen"
	net.Listen("tcp", addr)
	return addr
}
