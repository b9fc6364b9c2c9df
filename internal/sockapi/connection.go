package sockapi

// The ranges from which kernels pick the ports of outgoing connections: that of Linux
// (ip_local_port_range, see ip(7)), and that of macOS and Windows, which IANA has for this
// (RFC 6335, section 6).
const (
	FirstLinuxPort = 32768
	LastLinuxPort  = 60999
	FirstIANAPort  = 49152
	LastIANAPort   = 65535
)

// MayConnect reports whether an outgoing connection may have port n: it is in one of the ranges.
// The last number of all counts for none: where code has it, it is a bound.
func MayConnect(n int) bool { return FirstLinuxPort <= n && n < LastIANAPort }
