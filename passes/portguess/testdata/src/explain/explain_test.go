// Package explain has ports of all kinds; the check says what it makes of each.
package explain

import (
	"fmt"
	"math/rand"
	"net"
	"testing"
)

func TestExplain(t *testing.T) {
	net.Listen("tcp", ":50001")                               // want `explain: port 50001: a fault of category fixed$` `port 50001 is`
	net.Listen("tcp", ":8080")                                // want `explain: port 8080: no fault: outgoing connections do not have it`
	net.Listen("tcp", "127.0.0.2:50002")                      // want `explain: port 50002: no fault: no outgoing connection has that address`
	l, _ := net.Listen("tcp", fmt.Sprintf(":%d", rand.Int())) // want `explain: port {random}: a fault of category random$` `port is drawn`
	if _, err := net.Listen("tcp", ":50003"); err == nil {    // want `explain: port 50003: no fault: the bind is to fail`
		t.Error("bound")
	}
	net.Listen("tcp", l.Addr().String())
	net.Dial("tcp", ":50004")
}
