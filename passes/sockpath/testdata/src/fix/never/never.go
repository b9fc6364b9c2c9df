// Package never has findings without fixes.
package never

import (
	"net"
	"os"
)

func Returned(path string) (func() error, error) {
	_, err := net.Listen("unix", path)
	return func() error { return os.RemoveAll(path) }, err // want `removes whatever is at the path`
}

func Else(path string) (net.Listener, error) {
	if err := os.RemoveAll(path); err != nil { // want `removes whatever is at the path`
		return nil, err
	} else {
		println("it is gone")
	}
	return net.Listen("unix", path)
}

func Positive(path string) (l net.Listener, err error) {
	if err = os.RemoveAll(path); err == nil { // want `removes whatever is at the path`
		return net.Listen("unix", path)
	}
	return nil, err
}

func Abstract() (net.Listener, error) { return net.Listen("unix", "@never") } // want `abstract socket on Linux`
