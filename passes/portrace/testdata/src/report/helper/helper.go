// Package helper has a fault for each kind of function that returns a port
// which it has freed. The finding stands where the helper closes the socket.
package helper

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"testing"
)

func freePort() int {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l is handed to"
	return l.Addr().(*net.TCPAddr).Port
}

// One finding for the helper, though two callers bind what it returns.
func usesFreePort() {
	http.ListenAndServe(fmt.Sprintf(":%d", freePort()), nil)
	exec.Command("server", strconv.Itoa(freePort())).Run()
}

func freePortWithError() (int, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return 0, err
	}
	return port, nil
}

func usesFreePortWithError() error {
	port, err := freePortWithError() // want "freePortWithError returns a port that is no longer held .*, and it is handed to http.ListenAndServe"
	if err != nil {
		return err
	}
	return http.ListenAndServe("localhost:"+strconv.Itoa(port), nil)
}

func freePortText(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // want "port of l is handed to"
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func usesFreePortText(t testing.TB) {
	port := freePortText(t)
	go http.ListenAndServe(":"+port, nil)
	if _, err := http.Get("http://localhost:" + port); err != nil {
		t.Fatal(err)
	}
}

// The wrappers are as guilty as what they wrap, but the finding is one.
func innermost() (int, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return 0, err
	}
	defer l.Close() // want "port of l is handed to"
	return l.Addr().(*net.TCPAddr).Port, nil
}

func middle() int {
	port, err := innermost()
	if err != nil {
		panic(err)
	}
	return port
}

func outermost() string { return net.JoinHostPort("localhost", strconv.Itoa(middle())) }

func usesOutermost() { http.ListenAndServe(outermost(), nil) }

type suite struct{ t *testing.T }

func (s *suite) freePort() int {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		s.t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // want "port of l is handed to"
	return port
}

func (s *suite) run() {
	http.ListenAndServe(fmt.Sprint(":", s.freePort()), nil)
}

func closure() {
	getPort := func() int {
		l, _ := net.Listen("tcp", ":0")
		defer l.Close() // want "port of l is handed to"
		return l.Addr().(*net.TCPAddr).Port
	}
	http.ListenAndServe(fmt.Sprintf(":%d", getPort()), nil)
}

var packageClosure = func() string {
	l, _ := net.Listen("tcp", ":0")
	defer l.Close() // want "port of l is handed to"
	return l.Addr().String()
}

func usesPackageClosure() { http.ListenAndServe(packageClosure(), nil) }

// The caller that only dials does not make the one that binds harmless.
func sharedAddr() string {
	l, _ := net.Listen("tcp", ":0")
	defer l.Close() // want "port of l is handed to"
	return l.Addr().String()
}

func dialsShared() error {
	_, err := net.Dial("tcp", sharedAddr())
	return err
}

func bindsShared() error {
	return http.ListenAndServe(sharedAddr(), nil)
}

// Both ports can be the same: the first is free before the second is drawn.
func twice() {
	a, b := twicePort(), twicePort()
	exec.Command("raft", "--peer-port", strconv.Itoa(a), "--http-port", strconv.Itoa(b)).Run()
}

func twicePort() int {
	l, _ := net.Listen("tcp", ":0")
	defer l.Close() // want "port of l is handed to exec.Command"
	return l.Addr().(*net.TCPAddr).Port
}

func manyPorts(n int) (ports []int) {
	for i := 0; i < n; i++ {
		l, err := net.Listen("tcp", ":0")
		if err != nil {
			panic(err)
		}
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		l.Close() // want "port of l is handed to"
	}
	return ports
}

func usesManyPorts() {
	ports := manyPorts(2)
	go http.ListenAndServe(fmt.Sprintf(":%d", ports[0]), nil)
	exec.Command("server", strconv.Itoa(ports[1])).Start()
}

// Held until all are drawn, so that they differ, and freed then.
func distinctPorts(n int) []int {
	ports := make([]int, n)
	for i := range ports {
		l, _ := net.Listen("tcp", ":0")
		defer l.Close() // want "port of l is handed to"
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports
}

func usesDistinctPorts() {
	for _, port := range distinctPorts(3) {
		go http.ListenAndServe(fmt.Sprintf(":%d", port), nil)
	}
}

// An exported helper can be called by anybody: that it is bound is likely.
func FreeAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l is returned by FreeAddr after l.Close"
	return l.Addr().String()
}

type Ports struct{ HTTP, Peer int }

func FreePorts() Ports {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close() // want "port of l is returned by FreePorts after l.Close"
	return Ports{HTTP: l.Addr().(*net.TCPAddr).Port}
}

// The host is a parameter, the port is not.
func freeOn(host string) string {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		panic(err)
	}
	defer l.Close() // want "port of l is handed to"
	return l.Addr().String()
}

func usesFreeOn() { http.ListenAndServe(freeOn("127.0.0.1"), nil) }

// The port is 0 only for some callers.
func probe(addr string) string {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return ""
	}
	defer l.Close() // want "port of l is handed to"
	return l.Addr().String()
}

func usesProbe() {
	http.ListenAndServe(probe("localhost:0"), nil)
	http.ListenAndServe(probe("localhost:8080"), nil)
}
