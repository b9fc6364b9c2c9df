// Package ended closes sockets in ways that do not stand beside where they are bound.
package ended

import (
	"io"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
)

func portOf(l net.Listener) string { return strconv.Itoa(l.Addr().(*net.TCPAddr).Port) }

// What is deferred before the bind closes what it finds in the variable.
func variable() (string, error) {
	var l net.Listener
	defer func() { // want "port of l is handed to exec.Command"
		if l != nil {
			l.Close()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return portOf(l), nil
}

func collection(n int) ([]string, error) {
	var held []net.Listener
	defer func() { // want "port of l is handed to exec.Command"
		for _, l := range held {
			l.Close()
		}
	}()
	var ports []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		held = append(held, l)
		ports = append(ports, portOf(l))
	}
	return ports, nil
}

func table(names []string) (map[string]string, error) {
	held := map[string]net.Listener{}
	defer func() { // want "port of l is handed to exec.Command"
		for _, l := range held {
			_ = l.Close()
		}
	}()
	ports := map[string]string{}
	for _, name := range names {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		held[name] = l
		ports[name] = portOf(l)
	}
	return ports, nil
}

// A method is deferred that closes what others put into the field.
type pool struct {
	mu   sync.Mutex
	held []net.Listener
}

func (p *pool) take() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	p.held = append(p.held, l)
	return portOf(l), nil
}

func (p *pool) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.held {
		if err := l.Close(); err != nil {
			return err
		}
	}
	return nil
}

func fromPool() (string, error) {
	p := &pool{}
	defer p.Close() // want "handed to exec.Command"
	return p.take()
}

// One that checks whether there is anything to close does so as well.
type server struct {
	l    net.Listener
	port string
}

func (s *server) bind() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.l, s.port = l, portOf(l)
	return nil
}

func (s *server) stop() {
	if s.l == nil {
		return
	}
	s.l.Close()
}

func stopped() error {
	s := &server{}
	if err := s.bind(); err != nil {
		return err
	}
	s.stop() // want "handed to exec.Command"
	return exec.Command("server", "-port", s.port).Run()
}

// A descriptor is closed by a call that is deferred before it is bound.
func descriptor() (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(fd) // want "handed to exec.Command"
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: 0}); err != nil {
		return 0, err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	return sa.(*syscall.SockaddrInet4).Port, nil
}

func run() {
	if port, err := variable(); err == nil {
		exec.Command("server", "-port", port).Run()
	}
	if ports, err := collection(2); err == nil {
		exec.Command("server", "-port", ports[0]).Run()
	}
	if ports, err := table([]string{"a"}); err == nil {
		exec.Command("server", "-port", ports["a"]).Run()
	}
	if port, err := fromPool(); err == nil {
		exec.Command("server", "-port", port).Run()
	}
	if port, err := descriptor(); err == nil {
		exec.Command("server", "-port", strconv.Itoa(port)).Run()
	}
}

// A timer closes the socket, and the function sleeps until then.
func timer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	const delay = 50 * time.Millisecond
	time.AfterFunc(delay, func() { l.Close() }) // want "port of l is handed to http.ListenAndServe"
	time.Sleep(2 * delay)
	return http.ListenAndServe(addr, nil)
}

// Who has only an io.Closer closes the socket with it.
type closerFunc func() error

func (f closerFunc) Close() error { return f() }

func reserve() (string, io.Closer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	return l.Addr().String(), closerFunc(func() error { return l.Close() }), nil
}

func adapter() error {
	addr, c, err := reserve()
	if err != nil {
		return err
	}
	c.Close() // want "port of l is handed to http.ListenAndServe"
	return http.ListenAndServe(addr, nil)
}

func method() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	var c io.Closer = closerFunc(l.Close)
	c.Close() // want "port of l is handed to http.ListenAndServe"
	return http.ListenAndServe(addr, nil)
}

func adapters() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	closers := []io.Closer{closerFunc(func() error { return l.Close() })}
	for _, c := range closers {
		c.Close() // want "port of l is handed to http.ListenAndServe"
	}
	return http.ListenAndServe(addr, nil)
}

type keeper struct {
	l    net.Listener
	name string
}

func (k *keeper) Close() error { return k.l.Close() }

func keep(name string) (string, io.Closer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	return l.Addr().String(), &keeper{l, name}, nil
}

func kept() error {
	addr, c, err := keep("x")
	if err != nil {
		return err
	}
	if err := c.Close(); err != nil { // want "port of l is handed to http.ListenAndServe"
		return err
	}
	return http.ListenAndServe(addr, nil)
}

// The socket is found in a map.
func lookedUp(name string) error {
	held := map[string]net.Listener{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	held[name] = l
	addr := l.Addr().String()
	if l, ok := held[name]; ok {
		l.Close() // want "port of l is handed to http.ListenAndServe"
		delete(held, name)
	}
	return http.ListenAndServe(addr, nil)
}

func byKey(names []string) error {
	held, addrs := map[string]net.Listener{}, map[string]string{}
	for _, name := range names {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		held[name], addrs[name] = l, l.Addr().String()
	}
	for name := range held {
		held[name].Close() // want "port of l is handed to http.ListenAndServe"
	}
	return http.ListenAndServe(addrs["a"], nil)
}

// The descriptor is in a variable that the literal captures.
func captured() (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	defer func() { // want "handed to exec.Command"
		_ = syscall.Close(fd)
	}()
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: 0}); err != nil {
		return 0, err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	return sa.(*syscall.SockaddrInet4).Port, nil
}

// What is deferred calls what it finds in variables.
func cleanups() string {
	var all []func()
	defer func() { // want "port of l is handed to exec.Command"
		for _, f := range all {
			f()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	all = append(all, func() { l.Close() })
	return portOf(l)
}

func cleanup() string {
	end := func() {}
	defer func() { end() }() // want "port of l is handed to exec.Command"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	end = func() { l.Close() }
	return portOf(l)
}

func runOthers() {
	if port, err := captured(); err == nil {
		exec.Command("server", "-port", strconv.Itoa(port)).Run()
	}
	exec.Command("server", "-port", cleanups()).Run()
	exec.Command("server", "-port", cleanup()).Run()
}

func timeout() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	time.AfterFunc(time.Second, func() { l.Close() }) // want "port of l is handed to http.ListenAndServe"
	<-time.After(2 * time.Second)
	return http.ListenAndServe(addr, nil)
}
