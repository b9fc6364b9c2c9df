// Package dropped has sockets that nobody closes, and that are not garbage when their port is
// used; or whose port nobody binds.
package dropped

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
)

func start(l net.Listener) error {
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

// It is kept in a field, a variable, a collection, a channel or a function.
type server struct {
	l net.Listener
}

var (
	kept   net.Listener
	all    []net.Listener
	byName = map[string]net.Listener{}
	queue  = make(chan net.Listener, 1)
	finish func()
	mu     sync.Mutex
)

func (s *server) field() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.l = l
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func variable() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	kept = l
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func set() error {
	var err error
	if kept, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	return exec.Command("client", "-callback", kept.Addr().String()).Run()
}

func collections(name string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mu.Lock()
	defer mu.Unlock()
	all = append(all, l)
	m, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	byName[name] = m
	return exec.Command("client", l.Addr().String(), m.Addr().String()).Run()
}

func channel() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	queue <- l
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func closure() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	finish = func() { l.Close() }
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func method() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	accept := l.Accept
	go accept()
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func literal() (*server, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	return &server{l: l}, l.Addr().String(), nil
}

func returned() (net.Listener, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	return l, l.Addr().String(), nil
}

func deferred() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

// It is served.
func accepted() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			io.Copy(c, c)
		}
	}()
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

// Others get it, who may keep it.
func passed(keep func(net.Listener)) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	keep(l)
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func printed() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l)
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

func wrapped(config *tls.Config) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	secure := tls.NewListener(l, config)
	return start(secure)
}

// Another descriptor keeps the port.
func copied() error {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{})
	if err != nil {
		return err
	}
	f, err := l.File()
	if err != nil {
		return err
	}
	cmd := exec.Command("server", "-port", l.Addr().String())
	cmd.ExtraFiles = []*os.File{f}
	return cmd.Run()
}

// It is used after the hand-over, which keeps it until then.
func alive() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	err = exec.Command("client", "-callback", addr).Run()
	runtime.KeepAlive(l)
	return err
}

func readAgain() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	err = exec.Command("client", "-callback", addr).Run()
	fmt.Println("done with", l.Addr())
	return err
}

// A descriptor is a number, which no garbage collector closes.
func descriptor() error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{}); err != nil {
		return err
	}
	sa, err := syscall.Getsockname(fd)
	if err != nil {
		return err
	}
	return exec.Command("client", "-callback", strconv.Itoa(sa.(*syscall.SockaddrInet4).Port)).Run()
}

// The port is not the kernel's choice.
func fixed() error {
	l, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		return err
	}
	return exec.Command("client", "-callback", l.Addr().String()).Run()
}

// The port is only dialled: nobody answers there, which takes long.
func dialled() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, err = net.Dial("tcp", l.Addr().String())
	return err
}

func client() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return exec.Command("curl", "http://"+l.Addr().String()).Run()
}

func target() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return exec.Command("proxy", "--upstream", l.Addr().String()).Run()
}
