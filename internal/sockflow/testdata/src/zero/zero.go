// Package zero has addresses. The name of the function that each is handed to
// says what is to be found out about its port.
package zero

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"strconv"
)

func zero(any)    {} // it is 0
func other(any)   {} // it is not 0, or nobody knows
func address(any) {} // it is 0 if the parameter is an address with port 0

const port0 = 0

var (
	variable = ":0"
	changing = ":0"
	Exported = ":0" // anybody can set it
)

func change() { changing = ":80" }

func text(host string, n int, addr string) {
	zero("")
	zero(":")
	zero(":0")
	zero("0") // as fmt.Sprint(":", "0") has it
	zero("127.0.0.1:")
	zero("[::1]:0")
	zero(host + ":0")
	zero(host + ":")
	zero(net.JoinHostPort(host, "0"))
	zero(net.JoinHostPort("::1", ""))
	zero(fmt.Sprintf("%s:0", host))
	zero(fmt.Sprintf("%s:%d", host, port0))
	zero(fmt.Sprintf("%s:%s", host, "0"))
	zero(fmt.Sprint(host, ":", 0))
	zero(host + ":" + strconv.Itoa(0))
	zero(variable)

	other(":80")
	other(":00001")
	other("localhost:http")
	other(":10")
	other(host + ":80")
	other(host + ":10")
	other(host + "0")
	other(net.JoinHostPort(host, "80"))
	other(fmt.Sprintf("%s:%d", host, 10))
	other(fmt.Sprintf("%s:%d0", host, n))
	other(fmt.Sprintf("%s:%03d", host, n))
	other(os.Getenv("ADDR"))
	other(os.Getenv("HOST") + os.Getenv("PORT"))
	other(changing)
	other(Exported)

	address(addr)
	address(fmt.Sprintf("localhost:%d", n))
	address(net.JoinHostPort(host, addr))
	address(host + ":" + strconv.Itoa(n))
}

func structs(ip net.IP, n int) {
	zero(&net.TCPAddr{})
	zero(&net.TCPAddr{IP: ip})
	zero(&net.UDPAddr{IP: ip, Port: port0})
	var nobody *net.TCPAddr
	zero(nobody)
	zero(net.TCPAddrFromAddrPort(netip.MustParseAddrPort("[::1]:0")))
	zero(net.UDPAddrFromAddrPort(netip.AddrPortFrom(netip.IPv6Loopback(), 0)))
	resolved, _ := net.ResolveTCPAddr("tcp", "localhost:0")
	zero(resolved)

	other(&net.TCPAddr{Port: 80})
	other(&net.UDPAddr{IP: ip, Port: 53})
	other(net.TCPAddrFromAddrPort(netip.MustParseAddrPort("[::1]:80")))
	set := &net.TCPAddr{IP: ip}
	set.Port = 80
	other(set)
	http, _ := net.ResolveTCPAddr("tcp", "localhost:80")
	other(http)

	address(&net.TCPAddr{Port: n})
}

func variables(really bool) {
	addr := ":0"
	zero(addr)
	addr = ":80"
	other(addr)

	either := "127.0.0.1:0"
	if really {
		either = "[::1]:0"
	}
	zero(either)

	sometimes := ":80"
	if really {
		sometimes = ":0"
	}
	other(sometimes)

	captured := "localhost:0"
	func() { zero(captured) }()
}

func second(addr string) (int, string) { return len(addr), addr }

func results() {
	_, addr := second("127.0.0.1:0")
	zero(addr)
	_, addr = second("127.0.0.1:80")
	other(addr)
}
