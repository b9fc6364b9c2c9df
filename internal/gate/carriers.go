package gate

import (
	"bytes"
	"regexp"
)

// carrier matches the head of a function that may carry an address from its
// operands to its results: its name, or that of an operand, speaks of ports or
// addresses. A package of a getter such as
//
//	func (c *Config) HTTPPort() int
//
// binds nothing, but without its fact the port is lost on the way from the
// packages that set it to those that bind it.
var carrier = regexp.MustCompile(`(?m)^func [^{]*?(Port|Addr|Endpoint|\b(port|addr|endpoint))`)

// carries reports whether text declares a function that may carry an address.
func carries(text []byte) bool {
	return bytes.Contains(text, []byte("func ")) && carrier.Match(text)
}
