// Package program gives the port to programs that look like clients and are none.
package program

import (
	"net"
	"os"
	"os/exec"
)

func flagWithURL() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to exec.Command`
	return exec.Command("etcd", "--listen-client-urls", "http://"+l.Addr().String()).Run()
}

func forwards() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to exec.Command`
	return exec.Command("kubectl", "port-forward", "svc/web", port+":80").Run()
}

func proxyItself() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to os.Setenv`
	if err := os.Setenv("PROXY_ADDR", l.Addr().String()); err != nil {
		return err
	}
	return exec.Command("proxy").Run()
}

func otherArgument() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to exec.Command`
	return exec.Command("proxy", "--upstream", "example.com:80", "--listen", l.Addr().String()).Run()
}

func run(name string, args ...string) error { return exec.Command(name, args...).Run() }

func wrapped() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to run`
	return run("redis-server", "--port", port)
}

// The client is not the one that gets the port.
func wrappedTwice() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.Close() // want `port of l is handed to start`
	return start("ssh", "server", "--listen", l.Addr().String())
}

func start(host, name string, args ...string) error {
	if err := exec.Command(host, "true").Run(); err != nil {
		return err
	}
	return exec.Command(name, args...).Run()
}
