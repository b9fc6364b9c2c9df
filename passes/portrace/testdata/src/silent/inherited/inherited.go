// Package inherited sets variables and writes files while a socket is open, of which no child
// gets to know when it is closed.
package inherited

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
)

// The child starts while the socket is open.
func open() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	os.Setenv("APP_CALLBACK", l.Addr().String())
	return exec.Command("client").Run()
}

// It is started before.
func before() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	err = exec.Command("setup").Run()
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close()
	return err
}

// The variable has another value by then, or none.
func replaced() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close()
	os.Setenv("APP_LISTEN", "127.0.0.1:0")
	return exec.Command("server").Run()
}

func unset() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close()
	os.Unsetenv("APP_LISTEN")
	return exec.Command("server").Run()
}

// The child has an environment of its own.
func own() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close()
	cmd := exec.Command("server")
	cmd.Env = []string{"HOME=/"}
	return cmd.Run()
}

// It is set on some paths only, and the child starts on others.
func other(serve bool) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if serve {
		os.Setenv("APP_LISTEN", l.Addr().String())
		return l.Close()
	}
	l.Close()
	return exec.Command("server").Run()
}

// A client connects, if anything.
func client() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close()
	return exec.Command("curl", "http://localhost").Run()
}

func target() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_UPSTREAM", l.Addr().String())
	l.Close()
	return exec.Command("server").Run()
}

// The socket was served.
func served(accept func(net.Conn)) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	c, err := l.Accept()
	if err != nil {
		return err
	}
	accept(c)
	l.Close()
	return exec.Command("report").Run()
}

// The child is told of another file.
func otherFile(dir string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "address"), []byte(l.Addr().String()), 0o600); err != nil {
		return err
	}
	l.Close()
	return exec.Command("server", "-config", "server.conf", "address").Run()
}

func noFile(dir string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "address"), []byte(l.Addr().String()), 0o600); err != nil {
		return err
	}
	l.Close()
	return exec.Command("report").Run()
}

// The process ends with the function that closes the socket.
func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	defer l.Close()
	os.Setenv("APP_CALLBACK", l.Addr().String())
	exec.Command("client").Run()
}
