// Package directive has comments that are to silence the check, and silence nothing.
package directive

import (
	"net"
	"testing"
)

func TestDirective(t *testing.T) {
	/* want "this comment silences nothing: write //sockvet:ignore sockpath REASON" */ // sockvet:ignore sockpath it is a container
	net.Listen("unix", "/tmp/a.sock")                                                  // want `fixed path`

	/* want "ignore sockpath silences nothing: there is no finding on this line or the next" */ //sockvet:ignore sockpath it is a container
	net.Listen("unix", t.TempDir()+"/x")

	/* want "ignore sockpath needs a reason, and silences nothing without one" */ //sockvet:ignore sockpath
	net.Listen("unix", "/tmp/b.sock")                                             // want `fixed path`
}
