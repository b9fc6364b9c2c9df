package sockapi

import (
	"cmp"
	"go/types"
	"slices"
	"strings"
	"sync"
)

// A Sibling is a row for a function that binds an address and keeps the socket
// to itself: it says how the call is written for a socket that is bound already.
// That call does the same, but for who binds, and for what the row says.
//
// The socket has to be of the network that the function would have used.
type Sibling struct {
	Name     string   // the full name of the function or method that binds, as [types.Func.FullName] gives it
	Address  Place    // where it takes the address from; None where that is out of sight
	Calls    []string // the call, as templates for [Expand], best first
	Listener string   // the type of the socket: "net.Listener" or "net.PacketConn"
	Ignores  []Place  // parts of the arguments that only the function that binds heeds: the call suits code that leaves them zero
	Leaves   bool     // the function closes the socket that it binds, the sibling does not close the one it is given: the caller has to
}

// LookupSibling returns the row of fn, or nil if there is none. A method of an
// instantiated type is looked up as the method of its generic type.
//
// A type that embeds another one promotes its methods, but may have its own
// method of the name of the sibling: the caller has to see to that.
func LookupSibling(fn *types.Func) *Sibling {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	return siblings()[fn.Origin().FullName()]
}

// Siblings returns all rows, sorted by name.
func Siblings() []*Sibling {
	var all []*Sibling
	for _, rows := range append([][]Sibling{stdSiblings}, libSiblings...) {
		for i := range rows {
			all = append(all, &rows[i])
		}
	}
	slices.SortFunc(all, func(a, b *Sibling) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Function returns the last name of the function or method that takes the socket.
func (s *Sibling) Function() string {
	name, _, _ := strings.Cut(s.Calls[0], "(")
	return strings.TrimPrefix(strings.TrimPrefix(name, "$recv."), "$pkg")
}

// Package returns the import path of the package that the row is about.
func (s *Sibling) Package() string { return packageOf(s.Name) }

var siblings = sync.OnceValue(func() map[string]*Sibling {
	rows := map[string]*Sibling{}
	for _, row := range Siblings() {
		rows[row.Name] = row
	}
	return rows
})
