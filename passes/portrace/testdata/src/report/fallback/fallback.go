// Package fallback falls back to a port that nobody holds where it is told to.
package fallback

import (
	"net"
	"os"
	"os/exec"
)

var inherit = os.Getenv("NO_INHERIT") == ""

func acquire() (net.Listener, error) {
	if !inherit {
		return nil, nil
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close() // want `port of l is handed to Cmd.Run`
	return l.Addr().String(), nil
}

func reserve() (net.Listener, string, error) {
	l, err := acquire()
	if err != nil {
		return nil, "", err
	}
	if l != nil {
		return l, l.Addr().String(), nil
	}
	addr, err := freeAddr()
	if err != nil {
		return nil, "", err
	}
	return nil, addr, nil
}

func start() error {
	l, addr, err := reserve()
	if err != nil {
		return err
	}
	if l != nil {
		defer l.Close()
	}
	cmd := exec.Command("server")
	cmd.Env = append(os.Environ(), "ADDR="+addr)
	return cmd.Run()
}
