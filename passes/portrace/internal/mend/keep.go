package mend

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
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
	*Mender
	fn       *syntax.Function
	socket   *types.Var
	name     string             // of socket
	born     syntax.Definition  // of socket
	bind     *ast.CallExpr      // that binds it
	closing  inspector.Cursor   // the call that closes it; if nobody does, the one that binds it
	closed   inspector.Cursor   // the statement of that call
	dropping bool               // nobody closes it
	sink     spot               // the call that binds the port again
	route    syntax.Route       // from closing to sink
	dropped  []inspector.Cursor // the code that the latest draft takes away, with what only it needs
	rehosted *host              // that the socket has to be bound to; nil if it is already
	file     *ast.File
}

// keep returns the fix that keeps the socket of f open, or nil.
func (m *Mender) keep(f *finding.Finding) *fix.Fix {
	k := &keeping{Mender: m, file: f.File}
	bind, ok := binding(f)
	if !ok || !k.find(f.Endpoint, bind) || f.ExpectsNobody(f.Endpoint.Release, bind) || !k.untold() || !k.private() || !k.sameHost() {
		return nil
	}
	var drafts []*fix.Draft
	for _, swap := range k.swaps() {
		d := m.Draft(f.File, "Keep "+k.name+" open and use it")
		if k.stopClosing(d) && k.rehost(d) && swap(d) {
			drafts = append(drafts, d)
		}
	}
	return m.First(drafts...)
}

// find fills in where the socket is made, closed and bound again, and reports
// whether the one leads straight to the other.
func (k *keeping) find(e *ports.Endpoint, bind ports.Use) bool {
	closing, ok := k.spotAt(k.file, finding.Position(e))
	if !ok {
		return false
	}
	k.fn, k.closing, k.dropping = closing.fn, closing.at, e.Dropped
	if k.socket = k.fn.Local(k.held(closing.call)); k.socket == nil {
		return false
	}
	k.name = k.socket.Name()
	k.sink, ok = k.sinkOf(k.file, bind)
	if !ok || k.sink.fn.Decl != k.fn.Decl || !k.acquired(e) || !k.inSight() || k.fn.Jumps() {
		return false
	}
	k.closed, ok = syntax.Statement(k.closing)
	if !ok || k.closed.Parent() != k.born.Statement.Parent() || k.closed.Node().Pos() <= k.born.Statement.Node().Pos() && !k.dropping {
		return false
	}
	k.route, ok = syntax.Straight(k.fn.Info, k.closed, k.sink.at)
	k.route.Spawned = k.route.Spawned || k.sink.value
	return ok && k.route.Statement != k.closed
}

// held returns what the socket is held in that a call closes, or binds if nobody closes it.
func (k *keeping) held(call *ast.CallExpr) ast.Expr {
	if k.dropping {
		return syntax.AssignedAt(k.file, call.Pos())
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Close" {
		return sel.X
	}
	return nil
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
func (k *keeping) acquired(e *ports.Endpoint) bool {
	all, whole := k.fn.Definitions(k.socket)
	for _, d := range all {
		if k.fn.Yields(d.Value, k.sink.call) {
			continue
		}
		if k.born.Value != nil {
			return false
		}
		k.born = d
	}
	k.bind = syntax.CallAt(k.file, e.Bind)
	if k.bind == nil || k.born.Value == nil || !k.fn.Yields(k.born.Value, k.bind) {
		return false
	}
	if callee := syntax.Callee(k.fn.Info, k.bind); callee == nil || callee.Pkg().Path() == "crypto/tls" {
		return false
	}
	return whole && k.born.Index == 0 && (k.bind.Pos() < k.closing.Node().Pos() || k.dropping) && k.born.Statement.ParentEdgeKind() == edge.BlockStmt_List
}

// untold reports whether nobody has the address before the socket is closed: who
// has connected by then, loses the connection with it, and may be meant to.
func (k *keeping) untold() bool {
	derived := map[types.Object]bool{k.socket: true}
	for _, stmt := range syntax.Between(k.born.Statement, k.closed) {
		if assign, ok := stmt.Node().(*ast.AssignStmt); ok && k.mentions(stmt, derived) {
			for _, e := range assign.Lhs {
				if v := k.fn.Local(e); v != nil && v.Type().String() != "error" {
					derived[v] = true
				}
			}
		}
		for call := range stmt.Preorder((*ast.CallExpr)(nil)) {
			if k.mentions(call, derived) && !k.keepsQuiet(call.Node().(*ast.CallExpr)) {
				return false
			}
		}
	}
	return true
}

// mentions reports whether the code at c has the name of one of the objects in it.
func (k *keeping) mentions(c inspector.Cursor, objects map[types.Object]bool) bool {
	for id := range c.Preorder((*ast.Ident)(nil)) {
		if objects[k.fn.Info.Uses[id.Node().(*ast.Ident)]] {
			return true
		}
	}
	return false
}

// keepsQuiet reports whether a call tells an address to nobody but people, or asks
// the socket for it, or closes the socket.
func (k *keeping) keepsQuiet(call *ast.CallExpr) bool {
	callee := syntax.Callee(k.fn.Info, call)
	switch {
	case callee == nil:
		return k.fn.Info.Types[call.Fun].IsType()
	case slices.Contains(pure, callee.FullName()), slices.Contains([]string{"Addr", "LocalAddr", "Close"}, callee.Name()):
		return true
	}
	return callee.Pkg() != nil && slices.Contains([]string{"fmt", "log", "log/slog", "testing"}, callee.Pkg().Path())
}

// private reports whether the socket is used for nothing but its address, is
// closed elsewhere on the way out of a failure only, and does not leak.
func (k *keeping) private() bool {
	for _, use := range k.fn.Uses(k.socket) {
		if k.isRebound(use) {
			continue
		}
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
		return call == k.closing || k.onFailure(call)
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

// isRebound reports whether a use of the socket's variable is one of what the sink put
// into it: from there on, whatever becomes of that may become of the socket.
func (k *keeping) isRebound(use inspector.Cursor) bool {
	stmt, ok := syntax.Statement(k.sink.at)
	if !ok || k.route.Spawned || stmt != k.route.Statement {
		return false
	}
	assign, ok := stmt.Node().(*ast.AssignStmt)
	if !ok {
		assign = k.fn.Attempts(stmt.Node(), is(k.sink.call))
	}
	return assign != nil && k.fn.Local(assign.Lhs[0]) == k.socket && use.Node().Pos() > stmt.Node().End()
}

// binding returns the one use of f that binds the port, if that is all that is
// known to take it. Dialling it does no harm.
func binding(f *finding.Finding) (ports.Use, bool) {
	var bind ports.Use
	for _, u := range f.Endpoint.Uses {
		switch {
		case u.Role == handoff.Dial:
		case u.Role == handoff.Bind && (bind.Pos == u.Pos || !bind.Pos.IsValid()):
			bind = u
		default:
			return bind, false
		}
	}
	return bind, bind.Pos.IsValid()
}
