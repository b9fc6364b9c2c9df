// Package preferred puts a port to several uses, of which the message names one.
package preferred

import (
	"net"
	"os/exec"
	"strconv"
)

// The program gives the port to a child, and a test binds it: the child is the fault.
func preferred() int {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want `port of l is handed to exec.Command after l.Close: .*; see whether srv can bind port 0`
	return l.Addr().(*net.TCPAddr).Port
}

func startPreferred() { exec.Command("srv", "--port", strconv.Itoa(preferred())).Start() }
