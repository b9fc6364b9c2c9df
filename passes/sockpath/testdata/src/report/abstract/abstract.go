// Package abstract binds names that are abstract on Linux, and files elsewhere.
package abstract

import (
	"context"
	"net"
	"net/url"
)

const Name = "@abstract-name" // want `"@abstract-name" is the name of an abstract socket on Linux, but on macOS and the BSDs, which this code is for as well, that of a file in the current directory, which closing the socket leaves there; put it into a file for Linux, with "//go:build linux"`

func Constant() {
	net.Listen("unix", Name)
	net.Listen("unix", "\x00abstract") // want `is the name of an abstract socket on Linux`
}

func Sum(id string) (*net.UnixListener, error) {
	return net.ListenUnix("unix", &net.UnixAddr{
		Name: "@server_" + id, // want `"@server_" \+ … is the name of an abstract socket on Linux`
		Net:  "unix",
	})
}

func URL(ctx context.Context, u *url.URL) (net.Listener, error) {
	switch u.Scheme {
	case "unix":
		return new(net.ListenConfig).Listen(ctx, "unix", u.Path)
	case "unix-abstract":
		return new(net.ListenConfig).Listen(ctx, "unix", "@"+u.Opaque) // want `"@" \+ … is the name of an abstract socket`
	}
	return nil, nil
}

// On Windows, too, it is looked at (runtime.GOOS is not).
func Helper() (net.Listener, error) { return listen(socketName("x")) }

func socketName(name string) string { return "@" + name } // want `"@x" is the name of an abstract socket`

func listen(name string) (net.Listener, error) { return net.Listen("unix", name) }
