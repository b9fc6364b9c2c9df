package portguess

import (
	"errors"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// TestConnectionHasPort shows the fault: the kernel gave a port to an outgoing connection, which
// a test that has the number fixed cannot bind then, nor, on Linux, for some time after the
// connection was closed by the side that has the port (TIME_WAIT, tcp(7)): SO_REUSEADDR, which
// package net sets for listeners, is of no use if the other socket does not have it
// (inet_csk_bind_conflict in the kernel's net/ipv4/inet_connection_sock.c).
func TestConnectionHasPort(t *testing.T) {
	conn, served := connected(t)
	addr := conn.LocalAddr().(*net.TCPAddr)
	if first, last := rangeOfKernel(t); addr.Port < first || addr.Port > last {
		t.Errorf("port %d of an outgoing connection is not in %d to %d", addr.Port, first, last)
	}
	if l, err := net.Listen("tcp", addr.String()); err == nil {
		l.Close()
		t.Error("the port of an outgoing connection can be bound")
	} else if runtime.GOOS != "windows" && !errors.Is(err, syscall.EADDRINUSE) {
		t.Error(err)
	}
	conn.Close()
	if _, err := served.Read(make([]byte, 1)); err == nil {
		t.Fatal("the connection is not closed")
	}
	served.Close()
	l, err := net.Listen("tcp", addr.String())
	if err == nil {
		l.Close()
	}
	if runtime.GOOS == "linux" && !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("in TIME_WAIT, binding the port: %v", err)
	}
}

// connected returns both ends of a connection.
func connected(t *testing.T) (conn, served net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if conn, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if served, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	return conn, served
}

// rangeOfKernel returns the range that the kernel takes ports from: on Linux, somebody may have
// set another one.
func rangeOfKernel(t *testing.T) (first, last int) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return sockapi.FirstIANAPort, sockapi.LastIANAPort
	}
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(text))
	if len(fields) != 2 {
		t.Fatalf("no range: %q", text)
	}
	return number(t, fields[0]), number(t, fields[1])
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
