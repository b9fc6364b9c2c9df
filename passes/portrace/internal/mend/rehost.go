package mend

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// Whether the socket is bound where it has to be, and how it can be if not.

// sameHost reports whether the sink binds the host and network that the socket is
// bound to, or that can be had: then rehosted is that host. A socket on another host
// would let more in, or less.
func (k *keeping) sameHost() bool {
	address := k.sinkAddress()
	wanted, ok := origin{fn: k.fn, socket: k.socket}.host(address)
	if !ok {
		return false
	}
	literal := k.address()
	if literal == nil {
		return wanted.own && k.sameNetwork("")
	}
	text, _ := syntax.Constant(k.fn.Info, literal)
	bound, ok := splitHost(text)
	switch {
	case !ok:
		return false
	case wanted.own, bound == wanted.name:
		return k.sameNetwork(bound)
	}
	k.rehosted = &wanted
	return k.readsPortOnly() && k.sameNetwork(wanted.name)
}

// address returns the literal that says where the socket is bound, or nil.
func (k *keeping) address() *ast.BasicLit {
	literal, _ := boundAddress(k.fn.Info, k.bind).(*ast.BasicLit)
	return literal
}

// rehost drafts that the socket is bound to the host of the sink.
func (k *keeping) rehost(d *fix.Draft) bool {
	if k.rehosted != nil {
		d.Replace(k.address(), k.rehosted.zero(d))
	}
	return true
}

// readsPortOnly reports whether all that is read of the socket's address is its
// port.
func (k *keeping) readsPortOnly() bool {
	for _, use := range k.fn.Uses(k.socket) {
		sel, ok := use.Parent().Node().(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "Addr" || sel.Sel.Name == "LocalAddr") && !k.isPortOf(use.Parent().Parent()) {
			return false
		}
	}
	return true
}

// isPortOf reports whether nothing but the port is taken from the address at c.
// Have one of
//
//	l.Addr().(*net.TCPAddr).Port
//	addr := l.Addr().(*net.TCPAddr)
//	_, port, err := net.SplitHostPort(l.Addr().String())
func (k *keeping) isPortOf(c inspector.Cursor) bool {
	parent := c.Parent()
	switch n := parent.Node().(type) {
	case *ast.TypeAssertExpr:
		return k.isPortOf(parent)
	case *ast.SelectorExpr:
		return n.Sel.Name == "Port" || n.Sel.Name == "String" && k.isPortOf(parent.Parent())
	case *ast.CallExpr:
		assign, ok := parent.Parent().Node().(*ast.AssignStmt)
		callee := syntax.Callee(k.fn.Info, n)
		return ok && callee != nil && callee.FullName() == "net.SplitHostPort" && syntax.IsBlank(assign.Lhs[0])
	case *ast.AssignStmt:
		v := k.fn.Local(n.Lhs[0])
		if v == nil || len(n.Rhs) != 1 || k.fn.Value(v) != n.Rhs[0] {
			return false
		}
		for _, use := range k.fn.Uses(v) {
			if !k.isPortOf(use) {
				return false
			}
		}
		return true
	}
	return false
}
