// Package directive has comments that are to silence the check, and silence nothing.
package directive

import (
	"net"
	"testing"
)

func TestDirective(t *testing.T) {
	/* want "this comment silences nothing: write //sockvet:ignore portguess REASON" */ // sockvet:ignore portguess it is a container
	net.Listen("tcp", ":50001")                                                         // want `port 50001 is`

	/* want "ignore portguess silences nothing: there is no finding on this line or the next" */ //sockvet:ignore portguess it is a container
	net.Listen("tcp", ":0")

	/* want "ignore portguess needs a reason, and silences nothing without one" */ //sockvet:ignore portguess
	net.Listen("tcp", ":50002")                                                    // want `port 50002 is`
}
