// Package more has faults in less common code.
package more

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

func again(addr string) { http.ListenAndServe(addr, nil) }

func commaOk() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr, ok := l.Addr().(*net.TCPAddr)
	l.Close() // want "port of l is handed to net.ListenTCP"
	if ok {
		net.ListenTCP("tcp", &net.TCPAddr{IP: addr.IP, Port: addr.Port})
	}
}

func fileByFprintf(f *os.File) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to"
	fmt.Fprintf(f, "listen %s;\n", l.Addr())
}

// All the ports are free before the first is used.
func loop() {
	var listeners []net.Listener
	var addrs []string
	for range 3 {
		l, err := net.Listen("tcp", ":0")
		if err != nil {
			return
		}
		listeners = append(listeners, l)
		addrs = append(addrs, l.Addr().String())
	}
	for _, l := range listeners {
		l.Close() // want "port of l is handed to again"
	}
	for _, addr := range addrs {
		again(addr)
	}
}

func udpPort() int {
	c, _ := net.ListenPacket("udp", "127.0.0.1:0")
	defer c.Close() // want "port of c is handed to"
	return c.LocalAddr().(*net.UDPAddr).Port
}

func usesUDPPort() {
	net.ListenUDP("udp", &net.UDPAddr{Port: udpPort()})
}

func maps() {
	ports := map[string]int{}
	l, _ := net.Listen("tcp", "localhost:0")
	ports["http"] = l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to"
	for name, port := range ports {
		exec.Command(name, strconv.Itoa(port)).Start()
	}
}

func captured() {
	var addr string
	prepare := func() {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			panic(err)
		}
		addr = l.Addr().String()
		l.Close() // want "port of l is handed to"
	}
	prepare()
	go func() {
		http.ListenAndServe(addr, nil)
	}()
}

// The address comes from the callers, one of whom passes port 0.
func fromCaller(addr string) {
	l, _ := net.Listen("tcp", addr)
	l.Close() // want "port of l is handed to again"
	again(l.Addr().String())
}

func fromCallerByNumber(port int) {
	l, _ := net.Listen("tcp", fmt.Sprintf("localhost:%d", port))
	l.Close() // want "port of l is handed to again"
	again(l.Addr().String())
}

func callers() {
	fromCaller("127.0.0.1:0")
	fromCallerByNumber(0)
}

// Below package net it is the same fault.
func raw() error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return err
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		return err
	}
	syscall.Close(fd) // want "port of .* is handed to again"
	again(fmt.Sprintf(":%d", name.(*syscall.SockaddrInet4).Port))
	return nil
}

// The literal is called by another function of the package.
func withPort(use func(port int)) {
	l, _ := net.Listen("tcp", "localhost:0")
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to http.ListenAndServe after"
	use(port)
}

func callback() {
	withPort(func(port int) { http.ListenAndServe(fmt.Sprintf(":%d", port), nil) })
}

type option func(*server)

type server struct{ addr string }

func (s *server) start() error { return http.ListenAndServe(s.addr, nil) }

func newWithOptions(opts ...option) *server {
	s := &server{}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

func withAddr(addr string) option { return func(s *server) { s.addr = addr } }

func functionalOptions() error {
	l, _ := net.Listen("tcp", "localhost:0")
	addr := l.Addr().String()
	l.Close() // want "port of l is handed to start"
	return newWithOptions(withAddr(addr)).start()
}
