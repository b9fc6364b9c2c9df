package mend

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How whoever binds the port again is given the socket instead.

// picks pick the call of a sibling to try, best first. The shortest calls leave
// variables unused that the others keep.
var picks = []func(*sockapi.Sibling) string{
	func(s *sockapi.Sibling) string { return s.Calls[0] },
	func(s *sockapi.Sibling) string { return s.Calls[len(s.Calls)-1] },
}

// swaps returns the ways to give the socket to the sink, best first.
func (k *keeping) swaps() []func(*fix.Draft) bool {
	callee := syntax.Callee(k.fn.Info, k.sink.call)
	if callee == nil {
		return nil
	}
	if _, ok := listens[callee.FullName()]; ok {
		return []func(*fix.Draft) bool{k.reuse}
	}
	sibling := sockapi.LookupSibling(callee)
	switch {
	case sibling == nil && k.wide:
		return k.fields(callee)
	case sibling == nil, sibling.Leaves, k.heeds(sibling):
		return nil
	}
	var all []func(*fix.Draft) bool
	for _, template := range sibling.Calls {
		all = append(all, func(d *fix.Draft) bool { return k.call(d, template, callee) })
	}
	return all
}

// call drafts the call of a sibling in the place of the sink.
func (k *keeping) call(d *fix.Draft, template string, callee *types.Func) bool {
	call := k.sink.call
	parts := sockapi.Call{Spread: call.Ellipsis.IsValid(), Listener: k.name}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		parts.Recv = d.Text(sel.X)
	}
	if strings.Contains(template, "$pkg") {
		parts.Pkg = d.Qualifier(callee.Pkg().Path())
	}
	for _, arg := range call.Args {
		parts.Args = append(parts.Args, d.Text(arg))
	}
	text, ok := sockapi.Expand(template, parts)
	if address := k.sinkAddress(); address != nil && !strings.Contains(template, "$0") && !k.receives(address) {
		k.orphan(d, address)
	}
	d.Replace(call, k.sink.inPlaceOf(text))
	return ok
}

// receives reports whether e is part of what the sink is a method of, which stays.
func (k *keeping) receives(e ast.Expr) bool {
	sel, ok := k.sink.call.Fun.(*ast.SelectorExpr)
	return ok && sel.Pos() <= e.Pos() && e.End() <= sel.End()
}

// reuse drafts that the socket takes the place of the one that the sink binds.
// Have one of
//
//	ln, err := net.Listen(network, addr)
//	if ln, err = net.Listen(network, addr); err != nil { ... }
//	ln := must(net.Listen(network, addr))
//	return net.Listen(network, addr)
func (k *keeping) reuse(d *fix.Draft) bool {
	k.orphan(d, k.sinkAddress())
	stmt, ok := syntax.Statement(k.sink.at)
	if !ok {
		return false
	}
	if assign, ok := stmt.Node().(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && k.fn.Yields(assign.Rhs[0], k.sink.call) {
		return k.rename(d, assign, assign)
	}
	if kind := k.sink.at.ParentEdgeKind(); kind == edge.ReturnStmt_Results || kind == edge.CallExpr_Args {
		d.Replace(k.sink.call, k.name+", nil")
		return true
	}
	if assign := k.fn.Attempts(stmt.Node(), is(k.sink.call)); assign != nil {
		return k.rename(d, stmt.Node().(ast.Stmt), assign)
	}
	assign, isAssign := stmt.Node().(*ast.AssignStmt)
	if !isAssign || len(assign.Lhs) != 2 || assign.Rhs[0] != k.sink.call {
		return false
	}
	if !syntax.IsBlank(assign.Lhs[1]) {
		next, ok := syntax.Next(stmt)
		if !ok || !k.fn.Checks(next.Node(), k.fn.Is(k.fn.Local(assign.Lhs[1]))) {
			return false
		}
		d.Delete(next.Node().(ast.Stmt))
	}
	return k.rename(d, assign, assign)
}

// orphan drafts that the variables go which only make the address of the sink.
func (k *keeping) orphan(d *fix.Draft, address ast.Expr) {
	at, ok := k.sink.at.FindNode(address)
	if !ok {
		return
	}
	k.dropped = k.dropOrphans(d, k.fn, at, func(use inspector.Cursor) bool { return k.closed.Contains(use) })
}

// rename drafts that the first variable that assign sets is the socket, in the place of
// stmt, which is assign with what checks its error.
func (k *keeping) rename(d *fix.Draft, stmt ast.Stmt, assign *ast.AssignStmt) bool {
	target := assign.Lhs[0]
	if k.fn.Local(target) == k.socket {
		d.Delete(stmt)
		return true
	}
	typ := k.fn.Info.TypeOf(k.sink.call).(*types.Tuple).At(0).Type()
	switch {
	case assign.Tok.String() == "=":
		d.Replace(stmt, d.Text(target)+" = "+k.name)
	case types.Identical(typ, k.socket.Type()):
		d.Replace(stmt, d.Text(target)+" := "+k.name)
	default:
		d.Replace(stmt, "var "+d.Text(target)+" "+d.TypeString(typ)+" = "+k.name)
	}
	return true
}
