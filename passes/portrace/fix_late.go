package portrace

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
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
	*mender
	fn     *syntax.Function
	sink   spot
	helper *types.Func
	host   string // of the address that the helper returns, if it returns an address

	asker    *sockapi.Asker   // of a sink that keeps the socket to itself, if that is to be changed
	bind     inspector.Cursor // the statement of the sink
	listener *types.Var       // what it sets
	checked  inspector.Cursor // the last statement that has to do with its error
	steps    []step           // from the helper's result to the address, in source order
	got      *ast.CallExpr    // the call of the helper
}

// A step is a statement that sets a variable to the port or to something made of
// it.
type step struct {
	v   *types.Var
	def syntax.Definition
}

// place returns reports about the calls that bind the port of r's helper and can
// be fixed for themselves, each with its fix, and the report on the rest; nil if
// nothing is left to report.
func (m *mender) place(r *report) (rest *report, placed []*report) {
	release, ok := m.spotAt(r.file, r.endpoint.Release)
	if r.endpoint.Helper != "" || !ok {
		return r, nil
	}
	helper, _ := m.pass.TypesInfo.Defs[release.fn.Decl.Name].(*types.Func)
	host, _ := m.returnedHost(r, release.fn)
	left := *r.endpoint
	var fixed []*late
	covered := func(u portflow.Use) bool {
		return slices.ContainsFunc(fixed, func(l *late) bool { return l.covers(u) })
	}
	for _, u := range r.endpoint.Uses {
		file := fileAt(m.pass, u.Pos)
		sink, ok := m.sinkOf(file, u)
		if !ok || u.Role != portflow.Bind || isMitigated(u) || covered(u) || m.tests(file, helper) {
			continue
		}
		l := &late{mender: m, fn: sink.fn, sink: sink, helper: helper, host: host}
		x, call := l.fix(file)
		if x == nil && !m.wide { // else the helper itself may be changed
			x, call = m.hold(file, sink, helper, host)
			l.got = call
		}
		if x != nil {
			fixed = append(fixed, l)
			placed = append(placed, r.at(call, helper.Name(), u, file, x))
		}
	}
	if len(placed) == 0 {
		return r, nil
	}
	left.Uses = slices.DeleteFunc(slices.Clone(left.Uses), covered)
	uses, category := verdict(&left)
	if category == "" || category == CategoryMitigated {
		return nil, placed
	}
	return newReport(m.pass, &left, uses, category), placed
}

// tests reports whether a file may be there to test helper, which then has to be
// called: it has tests of the helper's package.
func (m *mender) tests(file *ast.File, helper *types.Func) bool {
	if helper == nil || !syntax.IsTest(m.pass.Fset, file) {
		return false
	}
	own := strings.TrimSuffix(m.pass.Pkg.Path(), "_test") == strings.TrimSuffix(helper.Pkg().Path(), "_test")
	declared := m.pass.Fset.Position(helper.Pos()).Filename
	return own && !strings.HasSuffix(declared, "_test.go")
}

// at returns the report that call, of the helper that r is about, yields a port
// which is bound again in the use u.
func (r *report) at(call *ast.CallExpr, helper string, u portflow.Use, file *ast.File, x *fix.Fix) *report {
	freed := r.pass.Fset.Position(position(r.endpoint))
	e := &portflow.Endpoint{
		Bind:    call.Lparen,
		Helper:  helper,
		Package: r.pass.Pkg.Path(),
		Origin:  fmt.Sprintf("%s:%d", filepath.Base(freed.Filename), freed.Line),
		Uses:    []portflow.Use{u},
		Proven:  true,
	}
	return &report{pass: r.pass, endpoint: e, uses: e.Uses, category: r.category, file: file, fix: x}
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
	return l.First(d), l.got
}

// covers reports whether u is a use of the port that the sink binds: what comes
// after the sink gets the number of a socket that is held, as it did before.
func (l *late) covers(u portflow.Use) bool {
	other, ok := l.spotAt(fileAt(l.pass, u.Pos), u.Pos)
	if !ok || other.fn.Decl != l.fn.Decl {
		return false
	}
	way := &late{mender: l.mender, fn: l.fn, helper: l.helper}
	return way.trace(other.call) && way.got == l.got
}

// bindLate returns the fix that binds port 0 where the port is bound that r's call
// of another package's helper returns, or nil.
func (m *mender) bindLate(r *report) *fix.Fix {
	call, ok := m.spotAt(r.file, r.endpoint.Bind)
	if !ok {
		return nil
	}
	helper := syntax.Callee(m.pass.TypesInfo, call.call)
	if m.tests(r.file, helper) {
		return nil
	}
	for _, u := range r.uses {
		sink, ok := m.sinkOf(r.file, u)
		if !ok || u.Role != portflow.Bind {
			continue
		}
		l := &late{mender: m, fn: sink.fn, sink: sink, helper: helper, host: r.endpoint.Address}
		if x, got := l.fix(r.file); x != nil && got == call.call {
			return x
		}
		if x, got := m.hold(r.file, sink, helper, r.endpoint.Address); x != nil && got == call.call {
			return x
		}
	}
	return nil
}

// returnedHost returns the address that a helper binds, and whether it returns the
// whole of the one that it is bound to, and not just the port. If not, the first
// result is "".
func (m *mender) returnedHost(r *report, helper *syntax.Function) (string, bool) {
	bind, ok := m.spotAt(r.file, r.endpoint.Bind)
	if !ok || bind.fn.Decl != helper.Decl {
		return "", false
	}
	callee := syntax.Callee(helper.Info, bind.call)
	if callee == nil {
		return "", false
	}
	i, ok := listens[callee.FullName()]
	if !ok {
		return "", false
	}
	bound, _ := syntax.Constant(helper.Info, bind.call.Args[i])
	stmt, _ := syntax.Statement(bind.at)
	var socket *types.Var
	if assign, ok := stmt.Node().(*ast.AssignStmt); ok {
		socket = helper.Local(assign.Lhs[0])
	}
	for c := range helper.Root.Preorder((*ast.ReturnStmt)(nil)) {
		for _, result := range c.Node().(*ast.ReturnStmt).Results {
			if h, ok := (origin{fn: helper, socket: socket}).host(result); ok && h.own {
				return bound, true
			}
		}
	}
	return "", false
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
	callee := syntax.Callee(l.fn.Info, l.sink.call)
	i, ok := listens[callee.FullName()]
	if callee.FullName() == "crypto/tls.Listen" {
		i, ok = 1, true
	}
	if ok && i < len(l.sink.call.Args) {
		return l.sink.call.Args[i]
	}
	return nil
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
	all, whole := l.fn.Definitions(v)
	if !whole || len(all) != 1 || all[0].Index > 0 || !l.trace(all[0].Value) {
		return false
	}
	l.steps = append(l.steps, step{v, all[0]})
	return true
}

// bound finds the statement that binds the port. Have one of
//
//	ln, err := net.Listen(network, addr)
//	ln, _ := net.Listen(network, addr)
func (l *late) bound() bool {
	stmt, ok := syntax.Statement(l.sink.at)
	if !ok {
		return false
	}
	l.bind, l.checked = stmt, stmt
	if l.asker != nil && l.fn.Checks(stmt.Node(), is(l.sink.call)) {
		return true // require.NoError(t, m.StartAddr(addr))
	}
	assign, ok := stmt.Node().(*ast.AssignStmt)
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

// within reports whether a use is part of the steps, or of the call that binds.
func (l *late) within(use inspector.Cursor) bool {
	if l.sink.at.Contains(use) {
		return true
	}
	return slices.ContainsFunc(l.steps, func(s step) bool { return s.def.Statement.Contains(use) })
}

// draft drafts the fix of one call.
func (l *late) draft(d *fix.Draft) bool {
	address := l.address()
	zero, ok := l.zeroAddress(d, address)
	if !ok {
		return false
	}
	d.Replace(address, zero)
	for _, s := range l.steps {
		if !l.remove(d, s) {
			return false
		}
	}
	needed := l.needed()
	if len(needed) > 0 && !l.succeeded() {
		return false
	}
	var after []string
	for _, s := range needed {
		text, ok := l.again(d, s)
		if !ok {
			return false
		}
		after = append(after, text)
	}
	d.After(l.checked.Node().(ast.Stmt), after...)
	return true
}

// remove drafts that the statement of a step goes, with what checks its error.
func (l *late) remove(d *fix.Draft, s step) bool {
	stmt := s.def.Statement
	d.Delete(stmt.Node().(ast.Stmt))
	assign, ok := stmt.Node().(*ast.AssignStmt)
	if !ok {
		return true
	}
	if len(assign.Lhs) == 1 {
		return true
	}
	if len(assign.Lhs) != 2 || len(assign.Rhs) != 1 {
		return false
	}
	if syntax.IsBlank(assign.Lhs[1]) {
		return true
	}
	next, ok := syntax.Next(stmt)
	if !ok || !l.fn.Checks(next.Node(), l.fn.Is(l.fn.Local(assign.Lhs[1]))) {
		return false
	}
	d.Delete(next.Node().(ast.Stmt))
	return true
}

// needed returns the steps whose variables are used once the port is bound, and
// those that these are made from.
func (l *late) needed() []step {
	var needed []step
	for _, s := range slices.Backward(l.steps) {
		used := slices.ContainsFunc(l.fn.Uses(s.v), func(use inspector.Cursor) bool {
			again := slices.ContainsFunc(needed, func(n step) bool { return n.def.Statement.Contains(use) })
			return again || !l.within(use)
		})
		if used {
			needed = append(needed, s)
		}
	}
	slices.Reverse(needed)
	return needed
}

// again returns the statement that sets the variable of a step once the port is
// bound: from the socket, if it came from the helper.
func (l *late) again(d *fix.Draft, s step) (string, bool) {
	if l.listener == nil && l.asker == nil {
		return "", false
	}
	assign, ok := s.def.Statement.Node().(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return "", false
	}
	call, ok := s.def.Value.(*ast.CallExpr)
	if !ok || syntax.Callee(l.fn.Info, call) != l.helper {
		if len(assign.Lhs) != 1 || !isPure(l.fn.Info, s.def.Value) || !l.next(s) && !l.steady(s.def.Value) {
			return "", false
		}
		return d.Text(assign), true
	}
	value := l.ask(d, s.v.Type())
	return d.Text(assign.Lhs[0]) + " " + assign.Tok.String() + " " + value, value != ""
}

// next reports whether nothing but steps stands between s and the call that binds.
func (l *late) next(s step) bool {
	return !slices.ContainsFunc(syntax.Between(s.def.Statement, l.bind), func(stmt inspector.Cursor) bool {
		return !slices.ContainsFunc(l.steps, func(s step) bool { return s.def.Statement == stmt })
	})
}

// succeeded reports whether the listener can be asked for its address behind what
// checks the error: a failure does not get there, or nobody looks at it.
func (l *late) succeeded() bool {
	if assign, ok := l.bind.Node().(*ast.AssignStmt); ok && syntax.IsBlank(assign.Lhs[len(assign.Lhs)-1]) {
		return true
	}
	switch check := l.checked.Node().(type) {
	case *ast.IfStmt:
		return syntax.Ends(check.Body)
	case *ast.ExprStmt:
		return true
	}
	return false
}

// steady reports whether the variables in e never change, so that e is the same
// further down.
func (l *late) steady(e ast.Expr) bool {
	steady := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr: // a field, or a name of a package
			_, isVar := l.fn.Info.Uses[n.Sel].(*types.Var)
			steady = steady && !isVar
		case *ast.Ident:
			if v, ok := l.fn.Info.Uses[n].(*types.Var); ok {
				all, whole := l.fn.Definitions(v)
				isParameter := len(all) == 0 && l.fn.Local(n) != nil
				steady = steady && (isParameter || whole && len(all) == 1)
			}
		}
		return steady
	})
	return steady
}

// ask returns the code for the port that the sink is bound to, or its address, as
// a value of type t; "" if there is none.
func (l *late) ask(d *fix.Draft, t types.Type) string {
	if l.asker == nil {
		return portOf(d, l.listener.Name(), !hasMethod(l.listener.Type(), "Addr"), t, l.host != "")
	}
	if !types.Identical(t, types.Typ[types.String]) {
		return ""
	}
	parts := sockapi.Call{}
	if sel, ok := l.sink.call.Fun.(*ast.SelectorExpr); ok {
		parts.Recv = d.Text(sel.X)
	}
	if l.listener != nil {
		parts.Listener = l.listener.Name()
	}
	template := l.asker.Port
	if l.host != "" {
		template = l.asker.Whole
	}
	text, ok := sockapi.Expand(template, parts)
	if !ok {
		return ""
	}
	return text
}

// portOf returns the code for the port of a socket, or its address, as a value of
// type t; "" if there is none. The socket, of packets or not, is what name holds.
func portOf(d *fix.Draft, name string, packet bool, t types.Type, address bool) string {
	read, addr := "Addr", "TCPAddr"
	if packet {
		read, addr = "LocalAddr", "UDPAddr"
	}
	whole := name + "." + read + "()"
	port := whole + ".(*" + d.Qualifier("net") + addr + ").Port"
	basic, ok := t.(*types.Basic)
	switch {
	case !ok:
		return ""
	case basic.Kind() == types.Int:
		return port
	case basic.Info()&types.IsInteger != 0:
		return basic.Name() + "(" + port + ")"
	case basic.Kind() == types.String && address:
		return whole + ".String()"
	case basic.Kind() == types.String:
		return d.Qualifier("strconv") + "Itoa(" + port + ")"
	}
	return ""
}
