// Package zero has a fault for each way to ask for port 0.
package zero

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// again binds the address of a socket that is closed already.
func again(a net.Addr) { http.ListenAndServe(a.String(), nil) }

func literals() {
	l1, _ := net.Listen("tcp", ":0")
	l1.Close() // want "port of l1 is handed to again"
	again(l1.Addr())

	// No port at all is port 0 too.
	l2, _ := net.Listen("tcp", ":")
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.Listen("tcp", "")
	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	l4, _ := net.Listen("tcp", "localhost:0")
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())

	l5, _ := net.Listen("tcp4", "127.0.0.1:")
	l5.Close() // want "port of l5 is handed to again"
	again(l5.Addr())

	l6, _ := net.Listen("tcp6", "[::1]:0")
	l6.Close() // want "port of l6 is handed to again"
	again(l6.Addr())

	l7, _ := net.Listen("tcp", "0.0.0.0:0")
	l7.Close() // want "port of l7 is handed to again"
	again(l7.Addr())
}

const anyPort = ":0"

const (
	loopback     = "127.0.0.1"
	loopbackPort = loopback + anyPort
)

var ephemeral = "127.0.0.1:0" // never set to anything else

func names() {
	l1, _ := net.Listen("tcp", anyPort)
	l1.Close() // want "port of l1 is handed to again"
	again(l1.Addr())

	l2, _ := net.Listen("tcp", loopbackPort)
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.Listen("tcp", ephemeral)
	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	local := "localhost:0"
	l4, _ := net.Listen("tcp", local)
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())

	// Either way the port is 0.
	addr := "127.0.0.1:0"
	if strings.HasPrefix(loopback, "::") {
		addr = "[::1]:0"
	}
	l5, _ := net.Listen("tcp", addr)
	l5.Close() // want "port of l5 is handed to again"
	again(l5.Addr())
}

func computed(host string) {
	l1, _ := net.Listen("tcp", net.JoinHostPort(host, "0"))
	l1.Close() // want "port of l1 is handed to again"
	again(l1.Addr())

	l2, _ := net.Listen("tcp", fmt.Sprintf("%s:0", host))
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.Listen("tcp", host+":0")
	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	l4, _ := net.Listen("tcp", fmt.Sprintf("%s:%d", host, 0))
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())

	l5, _ := net.Listen("tcp", host+":"+strconv.Itoa(0))
	l5.Close() // want "port of l5 is handed to again"
	again(l5.Addr())

	l6, _ := net.Listen("tcp", net.JoinHostPort(host, ""))
	l6.Close() // want "port of l6 is handed to again"
	again(l6.Addr())

	l7, _ := net.Listen("tcp", fmt.Sprintf(":%d", 0))
	l7.Close() // want "port of l7 is handed to again"
	again(l7.Addr())
}

func structs(ip net.IP) {
	l1, _ := net.ListenTCP("tcp", &net.TCPAddr{})
	l1.Close() // want "port of l1 is handed to again"
	again(l1.Addr())

	l2, _ := net.ListenTCP("tcp", &net.TCPAddr{IP: ip})
	l2.Close() // want "port of l2 is handed to again"
	again(l2.Addr())

	l3, _ := net.ListenTCP("tcp", &net.TCPAddr{IP: ip, Port: 0})
	l3.Close() // want "port of l3 is handed to again"
	again(l3.Addr())

	l4, _ := net.ListenTCP("tcp", nil)
	l4.Close() // want "port of l4 is handed to again"
	again(l4.Addr())

	resolved, _ := net.ResolveTCPAddr("tcp", "localhost:0")
	l5, _ := net.ListenTCP("tcp", resolved)
	l5.Close() // want "port of l5 is handed to again"
	again(l5.Addr())

	l6, _ := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.MustParseAddrPort("127.0.0.1:0")))
	l6.Close() // want "port of l6 is handed to again"
	again(l6.Addr())

	l7, _ := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.IPv6Loopback(), 0)))
	l7.Close() // want "port of l7 is handed to again"
	again(l7.Addr())

	var empty net.TCPAddr
	l8, _ := net.ListenTCP("tcp", &empty)
	l8.Close() // want "port of l8 is handed to again"
	again(l8.Addr())
}

func others(ctx context.Context) {
	var lc net.ListenConfig
	l, _ := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	l.Close() // want "port of l is handed to again"
	again(l.Addr())
}
