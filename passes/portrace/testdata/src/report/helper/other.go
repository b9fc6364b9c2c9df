package helper

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"

	"fake/freeport"
	"fake/wrap"
)

// A helper of another package is reported where it is called.

func acrossPackages() error {
	port, err := freeport.GetFreePort() // want "freeport.GetFreePort returns a port that is no longer held .fake/freeport/freeport.go:[0-9]+., and it is handed to net.Listen"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", fmt.Sprintf("localhost:%d", port))
	if err != nil {
		return err
	}
	return l.Close()
}

func wrapperAcrossPackages() {
	http.ListenAndServe(fmt.Sprintf(":%d", freeport.GetPort()), nil) // want "freeport.GetPort returns a port that is no longer held"
}

func slicesAcrossPackages() error {
	ports, err := freeport.GetFreePorts(2) // want "freeport.GetFreePorts returns a port that is no longer held .*, and it is handed to exec.Command"
	if err != nil {
		return err
	}
	return exec.Command("server", fmt.Sprint(ports[0]), fmt.Sprint(ports[1])).Run()
}

// Two packages away.
func twoPackagesAway() {
	http.ListenAndServe(wrap.Addr(), nil) // want "wrap.Addr returns a port that is no longer held"
}

// The helper holds the socket; the caller frees it.
func heldAcrossPackages() error {
	l, addr, err := freeport.Listen()
	if err != nil {
		return err
	}
	l.Close() // want "port of l is handed to http.ListenAndServe"
	return http.ListenAndServe(addr, nil)
}

// Its name says that nobody listens there.
func bindsDead() (net.Listener, error) {
	return net.Listen("tcp", freeport.DeadAddr()) // want "DeadAddr returns a port that is no longer held .* handed to net.Listen"
}
