// Package remove removes no more than sockets.
package remove

import (
	"log"
	"net"
	"os"
)

func Plain(path string) (net.Listener, error) {
	os.RemoveAll(path) // want `removes whatever is at the path`
	return net.Listen("unix", path)
}

func Blank(path string) (net.Listener, error) {
	_ = os.RemoveAll(path) // want `removes whatever is at the path`
	return net.Listen("unix", path)
}

func Checked(path string) (net.Listener, error) {
	if err := os.RemoveAll(path); err != nil { // want `removes whatever is at the path`
		return nil, err
	}
	return net.Listen("unix", path)
}

func Next(path string) (net.Listener, error) {
	err := os.RemoveAll(path) // want `removes whatever is at the path`
	if err != nil {
		return nil, err
	}
	return net.Listen("unix", path)
}

func Deferred(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	defer os.RemoveAll(path) // want `removes whatever is at the path`
	defer func() {
		if rerr := os.RemoveAll(path); rerr != nil { // want `removes whatever is at the path`
			log.Print(rerr)
		}
	}()
	return l.Close()
}
