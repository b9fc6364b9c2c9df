package linux

import (
	"net"
	"testing"
)

// There is nothing to test elsewhere.
func TestListen(t *testing.T) {
	net.Listen("unix", "@linux-test")
	Listen("test")
}
