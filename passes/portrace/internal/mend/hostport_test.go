package mend

import (
	"net"
	"testing"
)

func FuzzHostPort(f *testing.F) {
	for _, address := range []string{
		"", ":", ":0", "localhost:", "localhost:0", "localhost", "a:b:c", "::1", "[::1]:0", "[::1]", "[::1]0", "[::1:0",
		"[a]:b]:c", "[a]b]:c", "[[a]:b", "a]:b", "a[:b", "a:[b", "a:b]", "[]:", "[a]:b:c", "[fe80::1%eth0]:8080", "/run/a.sock",
	} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		host, ok := splitHost(address)
		wantHost, _, err := net.SplitHostPort(address)
		if ok != (err == nil) || ok && host != wantHost {
			t.Errorf("splitHost(%q) = %q, %v, want %q, %v", address, host, ok, wantHost, err)
		}
		if got, want := joinHostPort(address, "0"), net.JoinHostPort(address, "0"); got != want {
			t.Errorf("joinHostPort(%q, 0) = %q, want %q", address, got, want)
		}
	})
}
