// Package release has a fault for each way to close a socket.
package release

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
)

// again binds the address of a socket that is closed already.
func again(addr string) { http.ListenAndServe(addr, nil) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// require is what testify's package of that name is to a test.
type require struct{ t testing.TB }

func (r require) NoError(err error) {
	if err != nil {
		r.t.Fatal(err)
	}
}

func inline(t *testing.T) {
	l0, _ := net.Listen("tcp", ":0")
	_ = l0.Close() // want "port of l0 is handed to again .*after l[01].Close"
	again(l0.Addr().String())

	l1, _ := net.Listen("tcp", ":0")
	if err := l1.Close(); err != nil { // want "port of l1 is handed to again .*after l[01].Close"
		return
	}
	again(l1.Addr().String())

	l2, _ := net.Listen("tcp", ":0")
	must(l2.Close()) // want "port of l2 is handed to again"
	again(l2.Addr().String())

	l3, _ := net.Listen("tcp", ":0")
	require{t}.NoError(l3.Close()) // want "port of l3 is handed to again"
	again(l3.Addr().String())

	l4, err := net.Listen("tcp", ":0")
	require{t}.NoError(err)
	err = l4.Close() // want "port of l4 is handed to again"
	if err != nil {
		t.Fatal(err)
	}
	again(l4.Addr().String())

	l5, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	if l5.Close() != nil { // want "port of l5 is handed to again"
		t.Error("close failed")
	}
	again(l5.Addr().String())
}

// The literal runs at once.
func literal() {
	addr := ""
	func() {
		l, _ := net.Listen("tcp", ":0")
		addr = l.Addr().String()
		l.Close() // want "port of l is handed to again"
	}()
	again(addr)
}

// The literal is deferred, but runs before the address is used.
func literalWithDefer() {
	addr := func() string {
		l, _ := net.Listen("tcp", ":0")
		defer l.Close() // want "port of l is handed to again"
		return l.Addr().String()
	}()
	again(addr)
}

func deferred() string {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return ""
	}
	defer l.Close() // want "port of l is handed to again"
	return l.Addr().String()
}

func deferredClosure() string {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return ""
	}
	defer func() { // want "port of l is handed to again"
		_ = l.Close()
	}()
	return l.Addr().String()
}

func deferredAssigns() (addr string, err error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return "", err
	}
	defer func() { // want "port of l is handed to again"
		if cerr := l.Close(); err == nil {
			err = cerr
		}
	}()
	return l.Addr().String(), nil
}

func inReturnList() (string, error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close() // want "port of l is handed to again"
}

func namedResult() (addr string, err error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return
	}
	addr = l.Addr().String()
	err = l.Close() // want "port of l is handed to again"
	return
}

func joined() (addr string, err error) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, l.Close()) }() // want "port of l is handed to again"
	return l.Addr().String(), nil
}

func users() {
	again(deferred())
	again(deferredClosure())
	a1, _ := deferredAssigns()
	again(a1)
	a2, _ := inReturnList()
	again(a2)
	a3, _ := namedResult()
	again(a3)
	a4, _ := joined()
	again(a4)
}

func listenConfig(ctx context.Context) {
	lc := &net.ListenConfig{}
	l, _ := lc.Listen(ctx, "tcp", ":0")
	l.Close() // want "port of l is handed to again"
	again(l.Addr().String())
}

func udp() {
	c1, _ := net.ListenPacket("udp", ":0")
	addr1 := c1.LocalAddr().String()
	c1.Close() // want "port of c1 is handed to net.ListenPacket"
	net.ListenPacket("udp", addr1)

	c2, _ := net.ListenUDP("udp", nil)
	addr2 := c2.LocalAddr().(*net.UDPAddr)
	c2.Close() // want "port of c2 is handed to net.ListenUDP"
	net.ListenUDP("udp", addr2)
}

func throughCloser() {
	l, _ := net.Listen("tcp", ":0")
	addr := l.Addr().String()
	var c io.Closer = l
	c.Close() // want "port of l is handed to again"
	again(addr)
}

func closeIt(l net.Listener) { l.Close() }

func closeQuietly(c io.Closer) { _ = c.Close() }

func elsewhere() {
	l1, _ := net.Listen("tcp", ":0")
	closeIt(l1) // want "port of l1 is handed to again"
	again(l1.Addr().String())

	l2, _ := net.Listen("tcp", ":0")
	closeQuietly(l2) // want "port of l2 is handed to again"
	again(l2.Addr().String())
}

// A caller gets the address and the function that frees it, and calls that first.
func reserve() (string, func()) {
	l, _ := net.Listen("tcp", ":0")
	return l.Addr().String(), func() { l.Close() }
}

func reserveMethod() (string, func() error) {
	l, _ := net.Listen("tcp", ":0")
	return l.Addr().String(), l.Close
}

func releasesFirst() {
	addr1, release1 := reserve()
	release1() // want "is handed to again"
	again(addr1)

	addr2, release2 := reserveMethod()
	release2() // want "is handed to again"
	again(addr2)
}

// The number is read after the close: the socket still knows it.
func readAfterClose() {
	l, _ := net.Listen("tcp", ":0")
	l.Close() // want "port of l is handed to again"
	again(l.Addr().String())
}

// Both branches close.
func bothBranches(quiet bool) {
	l, _ := net.Listen("tcp", ":0")
	if quiet {
		_ = l.Close() // want "port of l is handed to again"
	} else {
		must(l.Close())
	}
	again(l.Addr().String())
}
