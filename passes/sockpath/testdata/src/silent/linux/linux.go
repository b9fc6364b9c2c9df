//go:build linux

// Package linux is for Linux alone.
package linux

import "net"

// Listen listens.
func Listen(name string) (net.Listener, error) { return net.Listen("unix", "@"+name) }
