// Package directive has findings that are silenced.
package directive

import (
	"net"
	"testing"
)

func TestDirective(t *testing.T) {
	//sockvet:ignore portguess the container has a network of its own
	net.Listen("tcp", ":50001")
}
