// Package constants has addresses that are made of named constants, whose names stay.
package constants

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
)

const (
	host    = "127.0.0.1"
	ipv6    = "::1"
	prefix  = "localhost:"
	format  = "127.0.0.1:%d"
	textual = "127.0.0.1:%s"
)

// A name is a string by another name.
type name string

const named name = "127.0.0.1"

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func join() (net.Listener, error) {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	return l, err
}

func joinIPv6() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", net.JoinHostPort(ipv6, strconv.Itoa(port)))
	if err != nil {
		return err
	}
	log.Print(port)
	return l.Close()
}

func sprintf() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	addr := fmt.Sprintf("%s:%d", host, port)
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Print(addr)
	return l.Close()
}

func sum() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", host+":"+strconv.Itoa(port))
	if err != nil {
		return err
	}
	return l.Close()
}

func sumOfPrefix() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", prefix+strconv.Itoa(port))
	if err != nil {
		return err
	}
	return l.Close()
}

func formatted() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", fmt.Sprintf(format, port))
	if err != nil {
		return err
	}
	return l.Close()
}

func converted() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", fmt.Sprintf("%s:%d", named, port))
	if err != nil {
		return err
	}
	return l.Close()
}

func local() error {
	const here = "127.0.0.1"
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", here+":"+strconv.Itoa(port))
	if err != nil {
		return err
	}
	return l.Close()
}

// Nothing has a name here.
func literals() error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1"+":"+strconv.Itoa(port))
	if err != nil {
		return err
	}
	return l.Close()
}

func serveJoined(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(net.JoinHostPort(host, strconv.Itoa(port)), h)
}

func serveSum(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(host+":"+strconv.Itoa(port), h)
}

func servePrefix(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(prefix+strconv.Itoa(port), h)
}

func serveSprintf(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf("%s:%d", host, port), h)
}

func serveFormatted(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(format, port), h)
}

func serveText(h http.Handler) error {
	port, err := freePort() // want "freePort returns"
	if err != nil {
		return err
	}
	return http.ListenAndServe(fmt.Sprintf(textual, strconv.Itoa(port)), h)
}

func rehosted(h http.Handler) error {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l"
	return http.ListenAndServe(fmt.Sprintf("%s:%d", host, port), h)
}
