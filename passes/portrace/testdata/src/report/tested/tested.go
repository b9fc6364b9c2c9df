// Package tested gives a port to a child, and its test binds it.
package tested

import (
	"net"
	"os/exec"
	"strconv"
)

func idlePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l is handed to exec.Command after l.Close: another process can bind it first; see whether srv can"
	return l.Addr().(*net.TCPAddr).Port, nil
}

func start() error {
	n, err := idlePort()
	if err != nil {
		return err
	}
	return exec.Command("srv", "--port", strconv.Itoa(n)).Start()
}
