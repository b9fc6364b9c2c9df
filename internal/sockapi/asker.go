package sockapi

import "go/types"

// An Asker is a row for a function that binds an address, keeps the socket to
// itself, and tells where it is bound: given port 0, it can be asked for the port.
// Functions that return a net.Listener or the like need no row.
type Asker struct {
	Name    string // the full name, as [types.Func.FullName] gives it
	Address Place  // the argument that is the address
	Whole   string // the template, as for [Expand], of the call that yields "host:port" as a string
	Port    string // the same for the port as a string; "" if there is none
}

// LookupAsker returns the row of fn, or nil if there is none. In its templates,
// $l stands for the first result of the call.
func LookupAsker(fn *types.Func) *Asker {
	if fn == nil {
		return nil
	}
	for i := range askers {
		if askers[i].Name == fn.FullName() {
			return &askers[i]
		}
	}
	return nil
}

// Askers returns all rows.
func Askers() []*Asker {
	var all []*Asker
	for i := range askers {
		all = append(all, &askers[i])
	}
	return all
}

// Package returns the import path of the package that the row is about.
func (a *Asker) Package() string { return packageOf(a.Name) }

// Sources: miniredis.go of miniredis; tcp_transport.go of raft, which refuses an
// address without a host.
var askers = []Asker{
	{"(*github.com/alicebob/miniredis/v2.Miniredis).StartAddr", Arg(0), "$recv.Addr()", "$recv.Port()"},
	{"(*github.com/alicebob/miniredis/v2.Miniredis).StartAddrTLS", Arg(0), "$recv.Addr()", "$recv.Port()"},
	{"github.com/hashicorp/raft.NewTCPTransport", Arg(0), "string($l.LocalAddr())", ""},
	{"github.com/hashicorp/raft.NewTCPTransportWithLogger", Arg(0), "string($l.LocalAddr())", ""},
}
