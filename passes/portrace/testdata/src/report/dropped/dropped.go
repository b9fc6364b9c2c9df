// Package dropped neither closes nor keeps a socket: the garbage collector closes it.
package dropped

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"

	"fake/dropper"
)

func port() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to exec.Command, and nobody keeps the socket: the garbage collector closes it at any time, and then another process can bind the port"
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, nil
}

func run() error {
	n, err := port()
	if err != nil {
		return err
	}
	return exec.Command("server", "-port", strconv.Itoa(n)).Run()
}

func packets() error {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0") // want "port of conn is handed to exec.Command, and nobody keeps the socket"
	if err != nil {
		return err
	}
	return exec.Command("server", "-port", conn.LocalAddr().String()).Start()
}

func checked(ctx context.Context) error {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0") // want "port of l is handed to exec.Command, and nobody keeps the socket"
	if err != nil {
		return err
	}
	if l == nil {
		return nil
	}
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return nil
	}
	return exec.Command("server", "-port", fmt.Sprint(addr.Port)).Start()
}

// It can be one of many.
func ports(n int) error {
	var args []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to exec.Command, and nobody keeps the socket"
		if err != nil {
			return err
		}
		args = append(args, l.Addr().String())
	}
	return exec.Command("server", args...).Run()
}

// A variable that holds it changes nothing.
func variable() error {
	var l net.Listener
	var err error
	if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil { // want "and nobody keeps the socket"
		return err
	}
	tcp := l.(*net.TCPListener)
	addr := tcp.Addr().String()
	return exec.Command("server", "-addr", addr).Run()
}

func environment() error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to os.Setenv, and nobody keeps the socket"
	if err != nil {
		return err
	}
	return os.Setenv("PORT", l.Addr().String())
}

func file() error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to os.WriteFile, and nobody keeps the socket"
	if err != nil {
		return err
	}
	return os.WriteFile("server.conf", []byte("listen "+l.Addr().String()), 0o600)
}

func serve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want "port of l is handed to http.ListenAndServe, and nobody keeps the socket"
	if err != nil {
		return err
	}
	return http.ListenAndServe(l.Addr().String(), nil)
}

func elsewhere() error {
	n, err := dropper.Port() // want `dropper.Port returns a port of a socket that nobody keeps \(fake/dropper/dropper.go:8\), and it is handed to exec.Command`
	if err != nil {
		return err
	}
	return exec.Command("server", "-port", strconv.Itoa(n)).Run()
}
