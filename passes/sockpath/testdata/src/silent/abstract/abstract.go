// Package abstract asks what system it runs on before it binds abstract names.
package abstract

import (
	"net"
	"runtime"
	"strings"
)

func Guarded() (net.Listener, error) {
	if runtime.GOOS == "linux" {
		return net.Listen("unix", "@guarded")
	}
	return net.Listen("tcp", "localhost:0")
}

func ForOS(goos, name string) (net.Listener, error) {
	return net.Listen("unix", pathFor(goos, name))
}

func pathFor(goos, name string) string {
	if goos == "linux" {
		return "@" + name
	}
	return "/run/" + name
}

func Supported(name string) (net.Listener, error) {
	if !supportsAbstract() {
		return nil, nil
	}
	return net.Listen("unix", "@"+name)
}

func supportsAbstract() bool { return true }

// Whoever says so knows.
func Told(name string) (net.Listener, error) {
	if strings.HasPrefix(name, "@") {
		println("abstract")
	}
	return net.Listen("unix", name)
}

// Not of a socket.
func Mail(name string) string { return "@" + name }

func Port(name string) (net.Listener, error) { return net.Listen("tcp", "@"+name) }
