package strict

import (
	"net"
	"testing"
)

func TestAbstract(t *testing.T) {
	net.Listen("unix", "@fixed") // want `abstract Unix socket with a fixed name, "@fixed": two runs of the test collide; net.Listen\("unix", ""\) has the kernel choose one, which Addr tells`
	net.Listen("unix", "@"+t.Name())
	net.Listen("unix", "@")
}
