package mend

import (
	"go/ast"
	"go/types"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// fields returns the ways to give the socket to the sink in a field of its
// receiver. Have:
//
//	e.Start(addr)
//
// Want:
//
//	e.Listener = l
//	e.Start(addr)
func (k *keeping) fields(callee *types.Func) []func(*fix.Draft) bool {
	var all []func(*fix.Draft) bool
	for _, row := range k.fieldRows(callee) {
		all = append(all, func(d *fix.Draft) bool {
			sel := k.sink.call.Fun.(*ast.SelectorExpr)
			d.Before(k.route.Statement.Node().(ast.Stmt), d.Text(sel.X)+"."+row.Field+" = "+k.name)
			d.Replace(sel.Sel, row.Instead)
			return true
		})
	}
	return all
}

// fieldRows returns the rows for the receiver of the sink, a variable, whose field
// is not set.
func (k *keeping) fieldRows(callee *types.Func) []*sockapi.FieldSibling {
	recv := callee.Signature().Recv()
	sel, ok := k.sink.call.Fun.(*ast.SelectorExpr)
	if recv == nil || !ok || k.fn.Local(sel.X) == nil {
		return nil
	}
	var rows []*sockapi.FieldSibling
	for _, row := range sockapi.LookupFieldSiblings(syntax.TypeName(recv.Type())) {
		if row.Method == callee.Name() && k.fieldOf(sel.X, row.Field) == nil && k.onNetwork(sel.X, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// onNetwork reports whether a server that has a field for the network is on one for
// the socket of the row, and speaks no TLS.
func (k *keeping) onNetwork(server ast.Expr, row *sockapi.FieldSibling) bool {
	obj, _, _ := types.LookupFieldOrMethod(k.fn.Info.TypeOf(server), true, nil, "Net")
	if obj == nil {
		return true
	}
	network := k.fieldOf(server, "Net")
	if network == nil {
		return false
	}
	name, ok := syntax.Constant(k.fn.Info, network)
	return ok && name == map[string]string{"net.Listener": "tcp", "net.PacketConn": "udp"}[row.Listener]
}
