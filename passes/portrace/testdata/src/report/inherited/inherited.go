// Package inherited tells an address to a child while the socket is open, and starts the
// child when it is closed.
package inherited

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func variable() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	os.Setenv("APP_LISTEN", l.Addr().String())
	l.Close() // want "port of l is handed to Cmd.Run after l.Close"
	return exec.Command("server").Run()
}

func more(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("APP_LISTEN", l.Addr().String())
	os.Setenv("APP_MODE", "test")
	l.Close() // want "port of l is handed to Cmd.Start after l.Close"
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), "APP_LOG=debug")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// The function that sets it closes the socket, and its caller starts the child.
func reserve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close() // want "port of l is handed to launch"
	return os.Setenv("APP_LISTEN", l.Addr().String())
}

func launch() error { return exec.Command("server").Run() }

func reserved() error {
	if err := reserve(); err != nil {
		return err
	}
	return launch()
}

// It is told of a file that has the address.
func file(dir string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "server.conf")
	if err := os.WriteFile(path, []byte("listen "+l.Addr().String()), 0o600); err != nil {
		return err
	}
	l.Close() // want "port of l is handed to Cmd.Run after l.Close"
	return exec.Command("server", "-config", path).Run()
}

func folder(dir string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "server.conf"))
	if err != nil {
		return err
	}
	fmt.Fprintf(f, "listen %s\n", l.Addr())
	f.Close()
	l.Close() // want "port of l is handed to Cmd.Run after l.Close"
	return exec.Command("server", "-config", f.Name()).Run()
}

func named() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile("server.conf", []byte("listen "+l.Addr().String()), 0o600); err != nil {
		return err
	}
	l.Close() // want "port of l is handed to Cmd.Run after l.Close"
	return exec.Command("server", "-config", "server.conf").Run()
}

func flagged() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := os.WriteFile("server.conf", []byte("listen "+l.Addr().String()), 0o600); err != nil {
		return err
	}
	l.Close() // want "port of l is handed to Cmd.Run after l.Close"
	return exec.Command("server", "--config=server.conf").Run()
}
