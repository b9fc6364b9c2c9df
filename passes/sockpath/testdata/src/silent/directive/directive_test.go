// Package directive has comments that silence the check.
package directive

import (
	"net"
	"testing"
)

//sockvet:ignore sockpath it is a container
const path = "/tmp/a.sock"

func TestDirective(t *testing.T) {
	net.Listen("unix", path)
	net.Listen("unix", "/tmp/b.sock") //sockvet:ignore sockpath it is a container
}
