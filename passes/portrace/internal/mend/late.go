package mend

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// A late is the fix of a call that binds a port which a helper found free. Have:
//
//	port := freePort()
//	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
//	if err != nil { ... }
//
// Want the port to be chosen where it is bound:
//
//	ln, err := net.Listen("tcp", "127.0.0.1:0")
//	if err != nil { ... }
//	port := ln.Addr().(*net.TCPAddr).Port
type late struct {
	*Mender
	fn     *syntax.Function
	sink   spot
	helper *types.Func
	host   string // of the address that the helper returns, if it returns an address

	asker    *sockapi.Asker   // of a sink that keeps the socket to itself, if that is to be changed
	bind     inspector.Cursor // the statement of the sink
	listener *types.Var       // what it sets
	checked  inspector.Cursor // the last statement that has to do with its error
	steps    []step           // from the helper's result to the address, in source order
	open     []*types.Var     // that trace is in the definitions of
	got      *ast.CallExpr    // the call of the helper
	fixed    *fix.Fix         // of a call that is a finding of its own
}

// A step is a statement that sets a variable to the port or to something made of
// it.
type step struct {
	v   *types.Var
	def syntax.Definition
}

// fix returns the fix of one call, and the call of the helper that it makes
// needless; nil if there is none.
func (l *late) fix(file *ast.File) (*fix.Fix, *ast.CallExpr) {
	if !l.find() {
		return nil, nil
	}
	d := l.Draft(file, "Bind port 0 where the port is used")
	if !l.draft(d) {
		return nil, nil
	}
	l.retire(d, file, l.helper, l.got)
	return l.First(d), l.got
}

// bindLate returns the fix that binds port 0 where the port is bound that f's call
// of another package's helper returns, or nil.
func (m *Mender) bindLate(f *finding.Finding) *fix.Fix {
	call, ok := m.spotAt(f.File, f.Endpoint.Bind)
	if !ok {
		return nil
	}
	helper := syntax.Callee(m.pass.TypesInfo, call.call)
	if m.tests(f.File, helper) {
		return nil
	}
	for _, u := range f.Uses {
		sink, ok := m.sinkOf(f.File, u)
		if !ok || u.Role != handoff.Bind {
			continue
		}
		l := &late{Mender: m, fn: sink.fn, sink: sink, helper: helper, host: f.Endpoint.Address}
		if x, got := l.fix(f.File); x != nil && got == call.call {
			return x
		}
		if x, got := m.hold(f, f.File, sink, helper, f.Endpoint.Address); x != nil && got == call.call {
			return x
		}
	}
	return nil
}

// bindLater returns the fix that has all the servers choose a port that f's helper finds
// for them, or nil: they can be asked for it.
func (m *Mender) bindLater(f *finding.Finding) *fix.Fix {
	release, ok := m.spotAt(f.File, f.Endpoint.Release)
	if !ok {
		return nil
	}
	helper, _ := m.pass.TypesInfo.Defs[release.fn.Decl.Name].(*types.Func)
	host, _ := m.returnedHost(f, release.fn)
	d := m.Draft(f.File, "Bind port 0 where the port is used")
	var calls []*ast.CallExpr
	taken := map[*ast.CallExpr]bool{}
	for _, u := range f.Endpoint.Uses {
		sink, ok := m.sinkOf(f.File, u)
		l := &late{Mender: m, fn: sink.fn, sink: sink, helper: helper, host: host}
		switch {
		case taken[m.gotAt(u, helper)]:
			continue
		case !ok || u.Role != handoff.Bind || m.tests(f.File, helper) || !l.find() || !l.draft(d):
			return nil
		}
		calls = append(calls, l.got)
		taken[l.got] = true
	}
	m.retire(d, f.File, helper, calls...)
	return m.First(d)
}

// find fills in how the port gets from the helper to the sink, and reports
// whether that is all that happens to it before it is bound.
func (l *late) find() bool {
	callee := syntax.Callee(l.fn.Info, l.sink.call)
	if callee == nil || l.fn.Jumps() {
		return false
	}
	if l.wide {
		l.asker = sockapi.LookupAsker(callee)
	}
	address := l.address()
	if address == nil || !l.trace(address) {
		return false
	}
	slices.SortFunc(l.steps, func(a, b step) int { return int(a.v.Pos() - b.v.Pos()) })
	return l.bound() && l.lined()
}

// address returns the argument of the sink that is the address, or nil.
func (l *late) address() ast.Expr {
	if l.asker != nil {
		return l.sink.call.Args[l.asker.Address.Index]
	}
	if callee := syntax.Callee(l.fn.Info, l.sink.call); callee.FullName() == "crypto/tls.Listen" && len(l.sink.call.Args) > 1 {
		return l.sink.call.Args[1]
	}
	return boundAddress(l.fn.Info, l.sink.call)
}

// trace follows the variables in e back to the call of the helper, and reports
// whether it is found.
func (l *late) trace(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if l.helper != nil && syntax.Callee(l.fn.Info, n) == l.helper {
				found, l.got = true, n
			}
		case *ast.Ident:
			found = l.traceVariable(l.fn.Local(n)) || found
		}
		return true
	})
	return found
}

func (l *late) traceVariable(v *types.Var) bool {
	if v == nil || len(l.steps) > maxHops {
		return false
	}
	if slices.ContainsFunc(l.steps, func(s step) bool { return s.v == v }) {
		return true
	}
	if slices.Contains(l.open, v) {
		return false // it is made of itself
	}
	all, whole := l.fn.Definitions(v)
	if !whole || len(all) != 1 || all[0].Index > 0 {
		return false
	}
	l.open = append(l.open, v)
	found := l.trace(all[0].Value)
	l.open = l.open[:len(l.open)-1]
	if !found {
		return false
	}
	l.steps = append(l.steps, step{v, all[0]})
	return true
}

// bound finds the statement that binds the port. Have one of
//
//	ln, err := net.Listen(network, addr)
//	ln, _ := net.Listen(network, addr)
//	if ln, err = net.Listen(network, addr); err != nil { ... }
//	ln := must(net.Listen(network, addr))
func (l *late) bound() bool {
	stmt, ok := syntax.Statement(l.sink.at)
	if !ok {
		return false
	}
	l.bind, l.checked = stmt, stmt
	if l.asker != nil && l.fn.Checks(stmt.Node(), is(l.sink.call)) {
		return true // require.NoError(t, m.StartAddr(addr))
	}
	if assign := l.fn.Attempts(stmt.Node(), is(l.sink.call)); assign != nil {
		l.listener = l.fn.Local(assign.Lhs[0])
		return true
	}
	assign, ok := stmt.Node().(*ast.AssignStmt)
	if ok && l.asker == nil && len(assign.Lhs) == 1 && l.fn.Yields(assign.Rhs[0], l.sink.call) {
		l.listener = l.fn.Local(assign.Lhs[0])
		return l.listener != nil
	}
	if !ok || assign.Rhs[0] != l.sink.call || len(assign.Lhs) != 2 && l.asker == nil {
		return len(l.steps) == 0 // the port is used for nothing else
	}
	if len(assign.Lhs) == 2 {
		l.listener = l.fn.Local(assign.Lhs[0])
	}
	err := l.fn.Local(assign.Lhs[len(assign.Lhs)-1])
	if next, ok := syntax.Next(stmt); ok && l.fn.Checks(next.Node(), l.fn.Is(err)) {
		l.checked = next
	}
	return true
}

// lined reports whether the steps stand in the list of the sink, before it, and
// what they make is not used in between.
func (l *late) lined() bool {
	for _, s := range l.steps {
		stmt := s.def.Statement
		if stmt.Parent() != l.bind.Parent() || stmt.ParentEdgeKind() != l.bind.ParentEdgeKind() || stmt.Node().Pos() > l.bind.Node().Pos() {
			return false
		}
		for _, use := range l.fn.Uses(s.v) {
			if !l.within(use) && use.Node().Pos() < l.checked.Node().End() {
				return false
			}
		}
	}
	return true
}

// yields reports whether e is the call of the helper, or of a function that complains of its
// error and has the port as its value.
func (l *late) yields(e ast.Expr) bool { return l.got != nil && l.fn.Yields(e, l.got) }

// within reports whether a use is part of the steps, or of the call that binds.
func (l *late) within(use inspector.Cursor) bool {
	if l.sink.at.Contains(use) {
		return true
	}
	return slices.ContainsFunc(l.steps, func(s step) bool { return s.def.Statement.Contains(use) })
}
