package mend

import "strings"

// What net does with an address is done here too: a program that imports net is linked
// with the C library where there is a C compiler, and starts later. Under go vet, it starts
// for each package.

// splitHost returns the host of an address, as [net.SplitHostPort] does, and whether that
// can take the address apart.
func splitHost(address string) (host string, ok bool) {
	end := ":"
	rest, bracketed := strings.CutPrefix(address, "[")
	if bracketed {
		end = "]:"
	}
	host, port, ok := strings.Cut(rest, end)
	return host, ok && !strings.ContainsAny(host, "[]") && !strings.ContainsAny(port, "[]:")
}

// joinHostPort returns the address of a port on a host, as [net.JoinHostPort] does.
func joinHostPort(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + port
}
