// Package first cuts texts with a port in them at their colons, and binds another part.
package first

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

func port() int {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func addr() string {
	l, _ := net.Listen("tcp", "localhost:0")
	l.Close()
	return l.Addr().String()
}

func bind(port string) { net.Listen("tcp", "localhost:"+port) }

// What stands before the port is a host.
func host() {
	h := strings.Split(addr(), ":")[0]
	net.Listen("tcp", h+":8080")
}

func hostCut() {
	h, _, _ := strings.Cut(fmt.Sprintf("localhost:%d", port()), ":")
	net.Listen("tcp", h+":8080")
}

func hostSliced() {
	a := addr()
	net.Listen("tcp", a[:strings.LastIndex(a, ":")]+":8080")
}

// The port stands last: it is that of somebody else.
func remote() { bind(strings.Split(fmt.Sprintf("8080:%d", port()), ":")[0]) }

func remoteJoined() { bind(strings.Split(net.JoinHostPort("8080", strconv.Itoa(port())), ":")[0]) }

func remoteOfText() { bind(strings.Split("8080:"+strconv.Itoa(port()), ":")[0]) }

// It stands first, and what is bound does not.
func second() { bind(strings.Split(fmt.Sprintf("%d:8080", port()), ":")[1]) }

func secondCut() {
	_, p, _ := strings.Cut(fmt.Sprintf("%d:8080", port()), ":")
	bind(p)
}

// By functions that know nothing of the port.
func first(pair string) string { return strings.Split(pair, ":")[0] }

func pair(local, remote int) string { return fmt.Sprintf("%d:%d", local, remote) }

func address(port int) string { return fmt.Sprintf("localhost:%d", port) }

func byFunctions() {
	bind(first(pair(8080, port())))
	net.Listen("tcp", first(address(port()))+":8080")
	net.Listen("tcp", first(addr())+":8080")
}

// A list whose first pair is another one.
func forward(pairs []string) { bind(strings.Split(pairs[0], ":")[0]) }

func listed() { forward([]string{"8080:80", fmt.Sprintf("%d:80", port())}) }

// Nobody answers there.
func dialled() {
	net.Dial("tcp", "localhost:"+strings.Split(fmt.Sprintf("%d:80", port()), ":")[0])
}
