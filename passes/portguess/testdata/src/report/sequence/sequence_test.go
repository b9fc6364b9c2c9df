// Package sequence has tests that count up from a port which may be taken.
package sequence

import (
	"fmt"
	"net"
	"sync/atomic"
	"testing"
)

func TestSeveral(t *testing.T) {
	for i := range 3 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 40000+i)) // want `ports from 40000 on are in the range of outgoing connections \(Linux: 32768 to 60999\), any of which may have one of them: bind port 0, and ask the socket for its address`
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
}

var next int32 = 50000 // want `ports from 50000 on are`

func freePort() int { return int(atomic.AddInt32(&next, 1)) }

func TestCounter(t *testing.T) {
	net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", freePort()))
}
