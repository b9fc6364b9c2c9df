package scene

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/syntax"
)

// WantsError reports whether the call of the test through which the path is bound is to fail:
// the error is asked for right behind it.
func (s *Scene) WantsError() bool {
	for _, pos := range s.Places() {
		file := syntax.FileAt(s.Pass.Files, pos)
		if file == nil || !syntax.IsTest(s.Pass.Fset, file) {
			continue
		}
		if call := syntax.CallAt(file, pos); call != nil && failsAt(file, call) {
			return true
		}
	}
	return false
}

// failsAt reports whether the statement behind that of call asks for an error: with an
// assertion, or "if err == nil".
func failsAt(file *ast.File, call *ast.CallExpr) bool {
	found := false
	inspectAround(file, call.Pos(), func(n ast.Node) {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CallExpr:
			found = found || n != call && wanted().MatchString(NameOf(n.Fun)) // require.Error(t, f(path))
		case *ast.IfStmt:
			found = found || n.Init != nil && contains(n.Init, call) && complainsOfNone(n)
		}
		for i, stmt := range list {
			if i+1 < len(list) && contains(stmt, call) {
				found = found || asksForError(list[i+1])
			}
		}
	})
	return found
}

func contains(n, inner ast.Node) bool { return n.Pos() <= inner.Pos() && inner.End() <= n.End() }

// wanted matches the names of assertions that there is an error.
var wanted = pattern.New(`^(Error|Errorf?|ErrorIs|ErrorAs|ErrorContains|ErrorMatches|EqualError|NotNil|HaveOccurred|Panics\w*)$`)

// asksForError reports whether a statement is an assertion that there is an error.
func asksForError(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		return stmt.Init == nil && complainsOfNone(stmt)
	case *ast.ExprStmt:
		call, ok := stmt.X.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 {
			return false
		}
		// Not t.Error(err), which says that there is one, and should not be.
		return wanted().MatchString(NameOf(call.Fun)) && strings.Contains(NameOf(call.Args[len(call.Args)-1])+NameOf(call.Args[1]), "rr")
	}
	return false
}

// complainsOfNone reports whether a statement says "if err == nil", or "if !errors.Is(err, …)",
// and complains then.
func complainsOfNone(stmt *ast.IfStmt) bool {
	switch cond := ast.Unparen(stmt.Cond).(type) {
	case *ast.BinaryExpr:
		if cond.Op != token.EQL || NameOf(cond.Y) != "nil" || !strings.Contains(NameOf(cond.X), "rr") {
			return false
		}
	case *ast.UnaryExpr:
		call, ok := ast.Unparen(cond.X).(*ast.CallExpr)
		if !ok || cond.Op != token.NOT || len(call.Args) != 2 || !isError().MatchString(NameOf(call.Fun)) {
			return false
		}
	default:
		return false
	}
	found := false
	ast.Inspect(stmt.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && complaint().MatchString(NameOf(call.Fun))
		return !found
	})
	return found
}

// complaint matches the names of functions that say that a test fails.
var complaint = pattern.New(`^(Error|Fatal|Fail|panic)`)

// isError matches the names of functions that ask what an error is: errors.Is and errors.As.
var isError = pattern.New(`^(Is|As)$`)
