package mend

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How the fix of a late bind moves what needs the port behind the bind.

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
		after = append(after, text+d.Carry(s.def.Statement.Node().(ast.Stmt), l.checked.Node().(ast.Stmt)))
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
	if !l.yields(s.def.Value) {
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
	if assign, ok := l.bind.Node().(*ast.AssignStmt); ok {
		last := assign.Lhs[len(assign.Lhs)-1]
		if syntax.IsBlank(last) || l.listener != nil && l.fn.Local(last) == l.listener {
			return true // must(net.Listen(network, addr))
		}
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
