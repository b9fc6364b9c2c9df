package abstract

import (
	"net"
	"testing"
)

func TestAbstract(t *testing.T) {
	net.Listen("unix", "@test") // want `"@test" is the name of an abstract socket on Linux, but on macOS and the BSDs, which`
}
