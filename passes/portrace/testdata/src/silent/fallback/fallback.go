// Package fallback is prepared for systems on which a listener cannot be handed
// to a child. This is none.
package fallback

import (
	"net"
	"os"
	"os/exec"
)

func acquire() (net.Listener, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return l, nil
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
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
