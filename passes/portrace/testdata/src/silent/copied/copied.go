// Package copied has several descriptors of one socket: while one is open, the
// port is held.
package copied

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// The listener is closed, its copy is served.
func fileListener() error {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return err
	}
	f, err := l.File()
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	again, err := net.FileListener(f)
	if err != nil {
		return err
	}
	f.Close()
	go http.Serve(again, nil)
	defer again.Close()
	return exec.Command("client", addr).Run()
}

// A packet socket's copy.
func filePacketConn() error {
	c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return err
	}
	f, err := c.File()
	if err != nil {
		return err
	}
	defer f.Close()
	port := c.LocalAddr().(*net.UDPAddr).Port
	c.Close()
	again, err := net.FilePacketConn(f)
	if err != nil {
		return err
	}
	defer again.Close()
	return exec.Command("client", strconv.Itoa(port)).Run()
}

// A helper returns the copy and the address.
func listenFile() (*os.File, string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	defer l.Close()
	f, err := l.(*net.TCPListener).File()
	if err != nil {
		return nil, "", err
	}
	return f, l.Addr().String(), nil
}

func handsDown() error {
	f, addr, err := listenFile()
	if err != nil {
		return err
	}
	defer f.Close()
	cmd := exec.Command("server", "--fd", "3", "--public-address", addr)
	cmd.ExtraFiles = []*os.File{f}
	return cmd.Run()
}

// Several sockets for one child.
func handsDownMany(n int) error {
	cmd := exec.Command("server")
	for i := range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		f, err := l.(*net.TCPListener).File()
		if err != nil {
			l.Close()
			return err
		}
		defer f.Close()
		cmd.ExtraFiles = append(cmd.ExtraFiles, f)
		cmd.Env = append(cmd.Env, fmt.Sprintf("ADDR_%d=%s", i, l.Addr()))
		l.Close()
	}
	return cmd.Run()
}

// The field of a struct keeps the copy.
type activation struct {
	file *os.File
	port int
}

func activate() (*activation, error) {
	l, err := net.ListenTCP("tcp", nil)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	f, err := l.File()
	if err != nil {
		return nil, err
	}
	return &activation{file: f, port: l.Addr().(*net.TCPAddr).Port}, nil
}

func (a *activation) start() error {
	cmd := exec.Command("server", "--port", strconv.Itoa(a.port))
	cmd.ExtraFiles = append(cmd.ExtraFiles, a.file)
	return cmd.Start()
}

func usesActivate(t *testing.T) {
	a, err := activate()
	if err != nil {
		t.Fatal(err)
	}
	defer a.file.Close()
	if err := a.start(); err != nil {
		t.Error(err)
	}
}

// The copy is closed, the listener is served.
func copyClosed() error {
	l, err := net.ListenTCP("tcp", nil)
	if err != nil {
		return err
	}
	f, err := l.File()
	if err != nil {
		return err
	}
	f.Close()
	os.Setenv("ADDR", l.Addr().String())
	return http.Serve(l, nil)
}

// A connection is closed; it is not the listener.
func connClosed() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	go func() {
		c, err := net.Dial("tcp", l.Addr().String())
		if err == nil {
			c.Close()
		}
	}()
	c, err := l.Accept()
	if err != nil {
		return err
	}
	addr := c.LocalAddr().String()
	c.Close()
	return exec.Command("client", addr).Run()
}

// The port of a client's end says who called, not where to listen.
func callerOf(l net.Listener) (string, error) {
	c, err := l.Accept()
	if err != nil {
		return "", err
	}
	defer c.Close()
	return c.RemoteAddr().String(), nil
}

func usesCallerOf() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	who, err := callerOf(l)
	if err != nil {
		return err
	}
	return exec.Command("log", who).Run()
}
