// Package ended has calls that look as if they closed a socket before its port is used, and
// do not, or not for sure.
package ended

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

func portOf(l net.Listener) string { return strconv.Itoa(l.Addr().(*net.TCPAddr).Port) }

// The variable is set to nil once all is well.
func disarmed() (net.Listener, string, error) {
	var l net.Listener
	defer func() {
		if l != nil {
			l.Close()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	if err := check(); err != nil {
		return nil, "", err
	}
	open := l
	l = nil
	return open, portOf(open), nil
}

// So is one that is set behind the call.
func disarmedLater() (net.Listener, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	defer func() {
		if l != nil {
			l.Close()
		}
	}()
	open := l
	if check() == nil {
		l = nil
	}
	return open, portOf(open), nil
}

// A literal takes what is to be closed.
func taken() (net.Listener, string, error) {
	var l net.Listener
	take := func() net.Listener {
		open := l
		l = nil
		return open
	}
	defer func() {
		if l != nil {
			l.Close()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	port := portOf(l)
	return take(), port, nil
}

// The slice is emptied.
func emptied(n int) ([]net.Listener, []string, error) {
	var held []net.Listener
	defer func() {
		for _, l := range held {
			l.Close()
		}
	}()
	var ports []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, nil, err
		}
		held = append(held, l)
		ports = append(ports, portOf(l))
	}
	all := held
	held = nil
	return all, ports, nil
}

// It is closed only if something failed.
func onError() (l net.Listener, port string, err error) {
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	l, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	return l, portOf(l), check()
}

func onFlag() (net.Listener, string, error) {
	var l net.Listener
	ok := false
	defer func() {
		if !ok && l != nil {
			l.Close()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	ok = true
	return l, portOf(l), nil
}

// It is not among those that are closed on every path.
func sometimes(temporary bool) (net.Listener, string, error) {
	var held []net.Listener
	defer func() {
		for _, l := range held {
			l.Close()
		}
	}()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	if temporary {
		held = append(held, l)
	}
	return l, portOf(l), nil
}

// The variable holds the last one only.
func last(n int) (string, error) {
	var l net.Listener
	defer func() { l.Close() }()
	port := ""
	for range n {
		var err error
		l, err = net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		port = portOf(l)
	}
	return port, nil
}

// What is deferred on some paths only is not sure to run.
func perhaps(temporary bool) (net.Listener, string, error) {
	var l net.Listener
	if temporary {
		defer func() { l.Close() }()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	return l, portOf(l), nil
}

func start(l net.Listener, port string, err error) {
	if err != nil {
		return
	}
	exec.Command("client", "-port", port).Run()
	l.Close()
}

func run() {
	start(disarmed())
	start(disarmedLater())
	start(taken())
	start(onError())
	start(onFlag())
	start(sometimes(false))
	start(perhaps(false))
	if all, ports, err := emptied(2); err == nil {
		start(all[0], ports[0], err)
	}
	if port, err := last(2); err == nil {
		exec.Command("server", "-port", port).Run()
	}
}

// The timer may come later, or be stopped.
func early() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	time.AfterFunc(time.Minute, func() { l.Close() })
	time.Sleep(time.Second)
	exec.Command("client", "-callback", portOf(l)).Run()
}

func stopped() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	timer := time.AfterFunc(time.Second, func() { l.Close() })
	timer.Stop()
	time.Sleep(time.Minute)
	exec.Command("client", "-callback", portOf(l)).Run()
}

func watched(busy func() bool) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	time.AfterFunc(time.Second, func() {
		if !busy() {
			l.Close()
		}
	})
	time.Sleep(time.Minute)
	exec.Command("client", "-callback", portOf(l)).Run()
}

// The closer is of something else, or does not close it on every path.
type keeper struct {
	l    net.Listener
	busy bool
}

func (k *keeper) Close() error {
	if k.busy {
		return errors.New("busy")
	}
	return k.l.Close()
}

type forgetful struct{ l net.Listener }

func (f *forgetful) Close() error { return nil }

func keep(busy bool) (string, io.Closer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	return portOf(l), &keeper{l, busy}, nil
}

func forget() (string, io.Closer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	return portOf(l), &forgetful{l}, nil
}

func closed() {
	port, c, err := keep(true)
	if err != nil {
		return
	}
	c.Close()
	exec.Command("client", "-port", port).Run()
	port, c, err = forget()
	if err != nil {
		return
	}
	c.Close()
	exec.Command("client", "-port", port).Run()
}

// It is closed after the port is used.
func late() error {
	port, c, err := keep(false)
	if err != nil {
		return err
	}
	defer c.Close()
	return exec.Command("client", "-port", port).Run()
}

// The field is nil, and what was in it is kept open.
type server struct{ l net.Listener }

func (s *server) stop() {
	if s.l != nil {
		s.l.Close()
	}
}

func moved() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &server{l}
	s.l = nil
	s.stop()
	go http.Serve(l, nil)
	return exec.Command("client", "-port", portOf(l)).Run()
}

// Another one is looked up.
func other() error {
	held := map[string]net.Listener{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	held["a"] = l
	if l, ok := held["b"]; ok {
		l.Close()
	}
	return exec.Command("client", "-port", portOf(l)).Run()
}

func check() error { return nil }

// What is tested is not what would be closed.
func shut(l net.Listener, report func(error)) { report(l.Close()) }

func unreported(report func(error)) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if report != nil {
		shut(l, report)
	}
	return exec.Command("client", "-port", portOf(l)).Run()
}

// What is deferred was evaluated before.
func closeAll(all []net.Listener) {
	for _, l := range all {
		l.Close()
	}
}

func evaluated() (net.Listener, string, error) {
	var held []net.Listener
	defer closeAll(held)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	held = append(held, l)
	return held[0], portOf(l), nil
}

// What is to be called at the end is something else by then.
func replaced() (net.Listener, string, error) {
	end := func() {}
	defer func() { end() }()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	end = func() { l.Close() }
	if err := check(); err != nil {
		return nil, "", err
	}
	end = func() {}
	return l, portOf(l), nil
}

func runOthers() {
	start(evaluated())
	start(replaced())
}

func tooShort() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	time.AfterFunc(time.Second, func() { l.Close() })
	<-time.After(time.Millisecond)
	exec.Command("client", "-callback", portOf(l)).Run()
}

// Others have a descriptor of the socket when this one is closed.
func bound() (int, int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, 0, err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return 0, 0, err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, 0, err
	}
	return fd, sa.(*syscall.SockaddrInet4).Port, nil
}

func sent(to int) error {
	fd, port, err := bound()
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	return tell(to, fd, port)
}

func tell(to, fd, port int) error {
	rights := syscall.UnixRights(fd)
	return syscall.Sendmsg(to, []byte(strconv.Itoa(port)), rights, nil, 0)
}

func sentAway(to int) (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return 0, err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	port := sa.(*syscall.SockaddrInet4).Port
	return port, tell(to, fd, port)
}

func made() (net.Listener, int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, 0, err
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return nil, 0, err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return nil, 0, err
	}
	l, err := net.FileListener(os.NewFile(uintptr(fd), "socket"))
	return l, sa.(*syscall.SockaddrInet4).Port, err
}

func inherited() error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return err
	}
	return exec.Command("client", "-callback", strconv.Itoa(sa.(*syscall.SockaddrInet4).Port)).Run()
}

func runDescriptors() {
	if port, err := sentAway(3); err == nil {
		exec.Command("client", "-port", strconv.Itoa(port)).Run()
	}
	if l, port, err := made(); err == nil {
		exec.Command("client", "-port", strconv.Itoa(port)).Run()
		l.Close()
	}
}
