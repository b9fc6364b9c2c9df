package mend

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How a fix keeps a socket open: what closes it goes, or is put off.

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
	if k.dropping {
		return !k.exits() // else it would have to be closed
	}
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
