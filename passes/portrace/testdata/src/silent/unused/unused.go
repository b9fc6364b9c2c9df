// Package unused has helpers that free a port of which nobody makes anything.
package unused

import (
	"net"
	"testing"
)

// Nobody calls it: there is no caller who binds.
func freePort() int {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// A helper that is only dialled, through a wrapper.
func closedAddr() string {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func closedURL() string { return "http://" + closedAddr() + "/" }

func dials(t *testing.T) {
	if _, err := net.Dial("tcp", closedAddr()); err == nil {
		t.Error("somebody answers")
	}
	if closedURL() == "" {
		t.Error("no URL")
	}
}

// A method that nobody calls is no different, nor is what it calls.
type suite struct{}

func (suite) port() int { return freePort() }
