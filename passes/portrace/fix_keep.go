package portrace

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A keeping is the fix of code that closes a socket and binds its port again in
// the same function. Have:
//
//	l, err := net.Listen("tcp", "127.0.0.1:0")
//	addr := l.Addr().String()
//	l.Close()
//	http.ListenAndServe(addr, h)
//
// Want the socket to stay open, and whoever bound the port to take it:
//
//	l, err := net.Listen("tcp", "127.0.0.1:0")
//	http.Serve(l, h)
type keeping struct {
	*mender
	fn       *syntax.Function
	socket   *types.Var
	name     string             // of socket
	born     syntax.Definition  // of socket
	closing  inspector.Cursor   // the call that closes it
	closed   inspector.Cursor   // the statement of that call
	sink     spot               // the call that binds the port again
	route    syntax.Route       // from closing to sink
	dropped  []inspector.Cursor // the code that the latest draft takes away, with what only it needs
	rehosted string             // the host that the socket has to be bound to; "" if it is already
	file     *ast.File
}

// keep returns the fix that keeps the socket of r open, or nil.
func (m *mender) keep(r *report) *fix.Fix {
	k := &keeping{mender: m, file: r.file}
	bind, ok := r.binding()
	if !ok || !k.find(r.endpoint, bind) || !k.undisturbed(r.endpoint) || !k.private() || !k.sameHost() {
		return nil
	}
	var drafts []*fix.Draft
	for _, swap := range k.swaps() {
		d := m.Draft(r.file, "Keep "+k.name+" open and use it")
		if k.stopClosing(d) && k.rehost(d) && swap(d) {
			drafts = append(drafts, d)
		}
	}
	return m.First(drafts...)
}

// find fills in where the socket is made, closed and bound again, and reports
// whether the one leads straight to the other.
func (k *keeping) find(e *portflow.Endpoint, bind portflow.Use) bool {
	closing, ok := k.spotAt(k.file, e.Release)
	if !ok {
		return false
	}
	k.fn, k.closing = closing.fn, closing.at
	sel, ok := closing.call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Close" {
		return false
	}
	if k.socket = k.fn.Local(sel.X); k.socket == nil {
		return false
	}
	k.name = k.socket.Name()
	k.sink, ok = k.sinkOf(k.file, bind)
	if !ok || k.sink.fn.Decl != k.fn.Decl || !k.acquired(e) || !k.inSight() || k.fn.Jumps() {
		return false
	}
	k.closed, ok = syntax.Statement(k.closing)
	if !ok || k.closed.Parent() != k.born.Statement.Parent() || k.closed.Node().Pos() <= k.born.Statement.Node().Pos() {
		return false
	}
	k.route, ok = syntax.Straight(k.fn.Info, k.closed, k.sink.at)
	return ok && k.route.Statement != k.closed
}

// inSight reports whether the name of the socket stands for it at the sink.
func (k *keeping) inSight() bool {
	at := k.sink.call.Pos()
	_, obj := k.pass.Pkg.Scope().Innermost(at).LookupParent(k.socket.Name(), at)
	return obj == k.socket
}

// acquired finds the one statement that makes the socket, by binding it: what
// another function returns may not be all that it seems, nor does a listener of
// crypto/tls do for others. Only the sink may set the variable again.
func (k *keeping) acquired(e *portflow.Endpoint) bool {
	all, whole := k.fn.Definitions(k.socket)
	for _, d := range all {
		if d.Value == k.sink.call {
			continue
		}
		if k.born.Value != nil {
			return false
		}
		k.born = d
	}
	call, ok := k.born.Value.(*ast.CallExpr)
	if !ok || callAt(k.file, e.Bind) != call {
		return false
	}
	if callee := syntax.Callee(k.fn.Info, call); callee == nil || callee.Pkg().Path() == "crypto/tls" {
		return false
	}
	return whole && k.born.Index == 0 && call.Pos() < k.closing.Node().Pos() && k.born.Statement.ParentEdgeKind() == edge.BlockStmt_List
}

// undisturbed reports whether nothing but the sink notices that the socket stays
// open: nobody dials the port between the closing and the sink, to see that
// nobody answers.
func (k *keeping) undisturbed(e *portflow.Endpoint) bool {
	for _, u := range e.Uses {
		if u.Role == portflow.Dial && e.Release < u.Pos && u.Pos < k.route.Statement.Node().Pos() {
			return false
		}
	}
	return true
}

// private reports whether the socket is used for nothing but its address, is
// closed elsewhere on the way out of a failure only, and does not leak.
func (k *keeping) private() bool {
	for _, use := range k.fn.Uses(k.socket) {
		switch use.ParentEdgeKind() {
		case edge.SelectorExpr_X:
			if !k.harmless(use) {
				return false
			}
		case edge.BinaryExpr_X, edge.AssignStmt_Lhs: // compared with nil, set by the sink
		default:
			return false
		}
	}
	return !k.exits() || k.endsWithSink()
}

// endsWithSink reports whether nobody needs the socket once the function returns,
// so that a deferred call can close it: the sink serves it until then. A sink that
// returns a socket may return it to whoever keeps it for longer.
func (k *keeping) endsWithSink() bool {
	callee := syntax.Callee(k.fn.Info, k.sink.call)
	if callee == nil || k.route.Spawned {
		return false
	}
	_, returned := listens[callee.FullName()]
	return !returned
}

// harmless reports whether a method call on the socket is no obstacle.
func (k *keeping) harmless(use inspector.Cursor) bool {
	sel := use.Parent()
	if sel.ParentEdgeKind() != edge.CallExpr_Fun {
		return false
	}
	call := sel.Parent()
	switch sel.Node().(*ast.SelectorExpr).Sel.Name {
	case "Addr", "LocalAddr":
		return true
	case "Close":
		return call == k.closing || k.onFailure(call) || k.rebound(call)
	}
	return false
}

// onFailure reports whether a call is in the body of an if that leaves the
// function, before the socket is closed.
func (k *keeping) onFailure(call inspector.Cursor) bool {
	stmt, ok := syntax.Statement(call)
	if !ok || stmt.ParentEdgeKind() != edge.BlockStmt_List || call.Node().Pos() > k.closing.Node().Pos() {
		return false
	}
	block := stmt.Parent()
	return block.ParentEdgeKind() == edge.IfStmt_Body && syntax.Ends(block.Node().(*ast.BlockStmt))
}

// rebound reports whether a call closes what the sink put into the same variable.
func (k *keeping) rebound(call inspector.Cursor) bool {
	if stmt, ok := syntax.Statement(k.sink.at); ok {
		if assign, ok := stmt.Node().(*ast.AssignStmt); ok && k.fn.Local(assign.Lhs[0]) == k.socket {
			return call.Node().Pos() > assign.End() && !k.route.Spawned
		}
	}
	return false
}

// exits reports whether the function can be left between the closing and the
// sink. Then the socket has to be closed as well.
func (k *keeping) exits() bool {
	from := k.closed
	if check, ok := k.checkOf(from); ok {
		from = check
	}
	for _, s := range syntax.Between(from, k.route.Statement) {
		if syntax.Leaves(s) {
			return true
		}
	}
	return false
}

// stopClosing drafts that the socket is not closed: the statement goes, with what
// checks its error. Where the function can be left before the sink, the closing
// is put off to that.
func (k *keeping) stopClosing(d *fix.Draft) bool {
	stmt := k.closed
	call := k.closing.Node().(*ast.CallExpr)
	var also ast.Stmt
	switch s := stmt.Node().(type) {
	case *ast.ExprStmt:
		if s.X != call && !k.fn.Checks(s, is(call)) {
			return false
		}
	case *ast.IfStmt:
		if !k.fn.Checks(s, is(call)) {
			return false
		}
	case *ast.AssignStmt:
		if len(s.Rhs) != 1 || s.Rhs[0] != call {
			return false
		}
		if syntax.IsBlank(s.Lhs[0]) {
			break
		}
		check, ok := k.checkOf(stmt)
		if !ok {
			return false
		}
		also = check.Node().(ast.Stmt)
	default:
		return false
	}
	if k.exits() {
		d.Replace(stmt.Node(), "defer "+d.Text(call))
	} else {
		d.Delete(stmt.Node().(ast.Stmt))
	}
	if also != nil {
		d.Delete(also)
	}
	return true
}

// checkOf returns the statement behind stmt if it checks the error that stmt sets.
// Have:
//
//	err = l.Close()
//	if err != nil { ... }
func (k *keeping) checkOf(stmt inspector.Cursor) (inspector.Cursor, bool) {
	assign, ok := stmt.Node().(*ast.AssignStmt)
	if !ok {
		return inspector.Cursor{}, false
	}
	next, ok := syntax.Next(stmt)
	return next, ok && k.fn.Checks(next.Node(), k.fn.Is(k.fn.Local(assign.Lhs[0])))
}

// is returns a function that tells whether an expression is e.
func is(e ast.Expr) func(ast.Expr) bool {
	return func(x ast.Expr) bool { return ast.Unparen(x) == e }
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
	d.Replace(call, text)
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
//	return net.Listen(network, addr)
func (k *keeping) reuse(d *fix.Draft) bool {
	k.orphan(d, k.sinkAddress())
	if kind := k.sink.at.ParentEdgeKind(); kind == edge.ReturnStmt_Results || kind == edge.CallExpr_Args {
		d.Replace(k.sink.call, k.name+", nil")
		return true
	}
	stmt, ok := syntax.Statement(k.sink.at)
	assign, isAssign := stmt.Node().(*ast.AssignStmt)
	if !ok || !isAssign || len(assign.Lhs) != 2 || assign.Rhs[0] != k.sink.call {
		return false
	}
	if !syntax.IsBlank(assign.Lhs[1]) {
		next, ok := syntax.Next(stmt)
		if !ok || !k.fn.Checks(next.Node(), k.fn.Is(k.fn.Local(assign.Lhs[1]))) {
			return false
		}
		d.Delete(next.Node().(ast.Stmt))
	}
	return k.rename(d, assign)
}

// orphan drafts that the variables go which only make the address of the sink.
func (k *keeping) orphan(d *fix.Draft, address ast.Expr) {
	at, ok := k.sink.at.FindNode(address)
	if !ok {
		return
	}
	k.dropped = k.dropOrphans(d, k.fn, at, func(use inspector.Cursor) bool { return k.closed.Contains(use) })
}

// rename drafts that the first variable that assign sets is the socket.
func (k *keeping) rename(d *fix.Draft, assign *ast.AssignStmt) bool {
	target := assign.Lhs[0]
	if k.fn.Local(target) == k.socket {
		d.Delete(assign)
		return true
	}
	typ := k.fn.Info.TypeOf(k.sink.call).(*types.Tuple).At(0).Type()
	switch {
	case assign.Tok.String() == "=":
		d.Replace(assign, d.Text(target)+" = "+k.name)
	case types.Identical(typ, k.socket.Type()):
		d.Replace(assign, d.Text(target)+" := "+k.name)
	default:
		d.Replace(assign, "var "+d.Text(target)+" "+d.TypeString(typ)+" = "+k.name)
	}
	return true
}
