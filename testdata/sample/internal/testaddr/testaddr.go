// Package testaddr finds addresses for tests.
package testaddr

import (
	"net"
	"testing"
)

// Free returns an address that nobody listened on a moment ago. That is all
// that it can promise, and too little.
func Free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// Listen returns a listener, which the caller serves and which the end of the
// test closes.
func Listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
