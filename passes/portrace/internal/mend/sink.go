package mend

import (
	"go/ast"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// What the call that binds the port again is told: its address, and its options.

// sinkAddress returns the address that the sink binds, or nil.
func (k *keeping) sinkAddress() ast.Expr {
	callee := syntax.Callee(k.fn.Info, k.sink.call)
	if callee == nil {
		return nil
	}
	if address := boundAddress(k.fn.Info, k.sink.call); address != nil {
		return address
	}
	if sibling := sockapi.LookupSibling(callee); sibling != nil {
		return k.expr(sibling.Address)
	}
	if rows := k.fieldRows(callee); k.wide && len(rows) > 0 {
		return k.expr(rows[0].Address)
	}
	return nil
}

// expr returns the code at a place of the sink, or nil.
func (k *keeping) expr(at sockapi.Place) ast.Expr {
	var e ast.Expr
	switch at.Root {
	case sockapi.Argument:
		if at.Index < len(k.sink.call.Args) {
			e = k.sink.call.Args[at.Index]
		}
	case sockapi.Receiver:
		if sel, ok := k.sink.call.Fun.(*ast.SelectorExpr); ok {
			e = sel.X
		}
	}
	if field := strings.TrimSuffix(strings.TrimPrefix(at.Path, "[]."), ".[]"); e != nil && field != "" {
		return k.fieldOf(e, field)
	}
	return e
}

// heeds reports whether the sink may heed what its sibling does not. Only what is
// written in a literal is known to be zero.
func (k *keeping) heeds(sibling *sockapi.Sibling) bool {
	for _, at := range sibling.Ignores {
		whole := k.expr(sockapi.Place{Root: at.Root, Index: at.Index})
		if whole == nil {
			continue // a variadic argument that is not given
		}
		if v := k.fn.Local(whole); v != nil {
			whole = k.fn.Value(v)
		}
		if literalOf(whole) == nil || k.expr(at) != nil {
			return true
		}
	}
	return false
}
