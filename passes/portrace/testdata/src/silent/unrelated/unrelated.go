// Package unrelated closes what is no socket bound to a port of the kernel's
// choice.
package unrelated

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// Unix sockets have no port.
func unix(t *testing.T) error {
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	l.Close()
	l, err = net.Listen("unix", l.Addr().String())
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func unixByVariable() {
	network := "unix"
	l, _ := net.Listen(network, "")
	l.Close()
	net.Listen(network, l.Addr().String())
}

// The port was chosen by somebody else, who knows why it is free.
func fixed() {
	l, err := net.Listen("tcp", "localhost:8080")
	if err != nil {
		return
	}
	l.Close()
	http.ListenAndServe(l.Addr().String(), nil)
}

func fixedNumbers(host string) {
	l1, _ := net.Listen("tcp", host+":80")
	l1.Close()
	http.ListenAndServe(l1.Addr().String(), nil)

	l2, _ := net.Listen("tcp", fmt.Sprintf("%s:%d", host, 10))
	l2.Close()
	http.ListenAndServe(l2.Addr().String(), nil)

	l3, _ := net.ListenTCP("tcp", &net.TCPAddr{Port: 4000})
	l3.Close()
	http.ListenAndServe(l3.Addr().String(), nil)

	l4, _ := net.Listen("tcp", net.JoinHostPort(host, "10"))
	l4.Close()
	http.ListenAndServe(l4.Addr().String(), nil)

	l5, _ := net.Listen("tcp", host+":http")
	l5.Close()
	http.ListenAndServe(l5.Addr().String(), nil)
}

// Is the port free? Whoever asks about the port of a config knows that the answer
// ages. Searches are another matter.
func isFree(port int) bool {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return false
	}
	l.Close()
	return true
}

func usesFree(port int) {
	if isFree(port) {
		http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
	}
}

// Nobody knows what the caller passes.
func FromCaller(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	l.Close()
	return http.ListenAndServe(l.Addr().String(), nil)
}

// A Listener of another kind: it closes, but binds nothing.
type Listener struct{ name string }

func Listen(network, name string) (*Listener, error) { return &Listener{name}, nil }

func (l *Listener) Addr() string { return l.name }
func (l *Listener) Close() error { return nil }

func namesakes() {
	l, _ := Listen("tcp", ":0")
	l.Close()
	http.ListenAndServe(l.Addr(), nil)
}

// Pipes and files are closed, too.
func pipe() error {
	a, b := net.Pipe()
	addr := a.LocalAddr().String()
	a.Close()
	b.Close()
	return exec.Command("client", addr).Run()
}

func file() error {
	f, err := os.CreateTemp("", "")
	if err != nil {
		return err
	}
	name := f.Name()
	f.Close()
	return os.WriteFile(name, []byte(":0"), 0o600)
}

type bufconn struct{ io.ReadWriteCloser }

func (bufconn) Addr() net.Addr { return nil }

func fake(c bufconn) {
	addr := c.Addr().String()
	c.Close()
	http.ListenAndServe(addr, nil)
}

// An address that is only looked at.
func looksAt(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no network")
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	if port == 0 {
		t.Errorf("port is %d", port)
	}
	if port < 1024 {
		log.Fatalf("port %d is privileged", port)
	}
	t.Logf("port %d", port)
	fmt.Fprintln(os.Stderr, "port", port)
	fmt.Println(port)
}

// Does the machine have IPv6? The port is of no use.
func supportsIPv6() bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	l.Close()
	return true
}

func usesSupportsIPv6() {
	addr := "127.0.0.1:8080"
	if supportsIPv6() {
		addr = "[::1]:8080"
	}
	http.ListenAndServe(addr, nil)
}

// The host of a closed socket is not its port.
func host() {
	l, _ := net.Listen("tcp", ":0")
	h, _, _ := net.SplitHostPort(l.Addr().String())
	l.Close()
	http.ListenAndServe(net.JoinHostPort(h, "8080"), nil)
}

func ip() {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().(*net.TCPAddr)
	l.Close()
	http.ListenAndServe(addr.IP.String()+":8080", nil)
}

// The machine's own address, by a trick.
func outbound() string {
	conn, err := net.Dial("udp", "192.0.2.1:1")
	if err != nil {
		return ""
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).IP.String()
}

func usesOutbound() { http.ListenAndServe(outbound()+":8080", nil) }

// Port 0 is passed on as it is.
func zeroAgain() {
	addr := "127.0.0.1:0"
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return
	}
	l.Close()
	http.ListenAndServe(addr, nil)
}

// The variable has a new value by the time it is used.
func overwritten() {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	log.Print(addr)
	l.Close()
	addr = "127.0.0.1:8080"
	http.ListenAndServe(addr, nil)
}

// The failure is what is closed for.
func onError(check func(string) error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := check(addr); err != nil {
		l.Close()
		return fmt.Errorf("%s: %w", addr, err)
	}
	return http.Serve(l, nil)
}
