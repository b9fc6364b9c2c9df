package sockapi

import (
	"go/types"
	"sync"
)

// A FieldSibling is a row for a type whose values bind an address when they
// start, unless one of their fields holds a socket that is bound already. As for
// a [Sibling], the socket has to be of the network that the type would have used.
type FieldSibling struct {
	Type     string // the full name of the type, such as "github.com/miekg/dns.Server"
	Field    string // the field that takes the socket
	Method   string // the method that binds if the field is zero
	Instead  string // the method that serves the socket of the field, with the same arguments; often the same one
	Listener string // the type of the field: "net.Listener" or "net.PacketConn"
	Address  Place  // where Method takes the address from
}

// LookupFieldSiblings returns the rows for the named type t: more than one if it
// has several methods that bind, or several networks.
func LookupFieldSiblings(t *types.TypeName) []*FieldSibling {
	if t == nil || t.Pkg() == nil {
		return nil
	}
	return fieldSiblings()[t.Pkg().Path()+"."+t.Name()]
}

// FieldSiblings returns all rows.
func FieldSiblings() []*FieldSibling {
	var all []*FieldSibling
	for i := range libFieldSiblings {
		all = append(all, &libFieldSiblings[i])
	}
	return all
}

// Package returns the import path of the package that the row is about.
func (s *FieldSibling) Package() string { return packageOf(s.Type) }

var fieldSiblings = sync.OnceValue(func() map[string][]*FieldSibling {
	rows := map[string][]*FieldSibling{}
	for _, row := range FieldSiblings() {
		rows[row.Type] = append(rows[row.Type], row)
	}
	return rows
})

// libFieldSiblings are all of other modules. The tests in testdata/thirdparty
// check them against the modules.
//
// Left out, since the field then holds what speaks TLS already: TLSListener of
// echo v4, and StartTLS of echo v5, which serves plain HTTP on Listener.
var libFieldSiblings = []FieldSibling{
	// echo.go. The address is put into Server.Addr and not looked at again. A
	// listener of echo's own sends keep-alives each 3 minutes, others as they like.
	// StartServer reads Listener only if the server has no TLSConfig.
	{"github.com/labstack/echo/v4.Echo", "Listener", "Start", "Start", "net.Listener", Arg(0)},
	{"github.com/labstack/echo/v4.Echo", "Listener", "StartServer", "StartServer", "net.Listener", Arg(0, "Addr")},
	{"github.com/labstack/echo/v4.Echo", "Listener", "StartH2CServer", "StartH2CServer", "net.Listener", Arg(0)},

	// server.go. TLSConfig has no effect on Listener.
	{"github.com/labstack/echo/v5.StartConfig", "Listener", "Start", "Start", "net.Listener", Recv("Address")},

	// server.go. Listener is for a Net of "tcp", and PacketConn, which is looked at
	// first, for "udp". ActivateAndServe does not look at Net: where it is "tcp-tls",
	// it would speak no TLS. ReusePort and ReuseAddr have no effect.
	{"github.com/miekg/dns.Server", "Listener", "ListenAndServe", "ActivateAndServe", "net.Listener", Recv("Addr")},
	{"github.com/miekg/dns.Server", "PacketConn", "ListenAndServe", "ActivateAndServe", "net.PacketConn", Recv("Addr")},

	// pkg/manager/server.go. The address is in the field Server.
	{"sigs.k8s.io/controller-runtime/pkg/manager.Server", "Listener", "Start", "Start", "net.Listener", Recv("Server.Addr")},
}
