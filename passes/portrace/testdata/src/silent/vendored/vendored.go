// Package vendored uses a package from a vendor directory.
package vendored

import (
	"net"
	"os/exec"

	"example.com/server"
)

func serves() error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	defer l.Close()
	go server.Serve(l)
	return exec.Command("client", l.Addr().String()).Run()
}

func dials() error {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().String()
	l.Close()
	_, err := server.Dial(addr)
	return err
}
