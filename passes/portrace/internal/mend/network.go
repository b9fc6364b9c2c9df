package mend

import (
	"go/ast"
	"net/netip"
	"slices"

	"github.com/sockvet/sockvet/internal/syntax"
)

// ipv4Only are packages whose functions bind on "tcp4", if they are not told
// otherwise. Sources: server.go of fasthttp, listen.go of both versions of fiber.
var ipv4Only = []string{"github.com/valyala/fasthttp", "github.com/gofiber/fiber/v2", "github.com/gofiber/fiber/v3"}

// sameNetwork reports whether the socket is of the network that the sink would
// use, bound to host. That of one address has one family, whatever the name of the
// network.
func (k *keeping) sameNetwork(host string) bool {
	bound, wanted := k.network(k.bind), k.network(k.sink.call)
	if bound == wanted {
		return bound != ""
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	family := "6"
	if addr.Is4() {
		family = "4"
	}
	return bound+family == wanted || wanted+family == bound
}

// network returns the network on which a call binds; "" if it is not written there.
func (k *keeping) network(call *ast.CallExpr) string {
	callee := syntax.Callee(k.fn.Info, call)
	if callee == nil {
		return ""
	}
	if i, ok := listens[callee.FullName()]; ok {
		name, _ := syntax.Constant(k.fn.Info, call.Args[i-1])
		return name
	}
	for _, row := range k.fieldRows(callee) {
		if row.Listener == "net.PacketConn" {
			return "udp"
		}
	}
	if slices.Contains(ipv4Only, callee.Pkg().Path()) {
		return "tcp4"
	}
	return "tcp"
}
