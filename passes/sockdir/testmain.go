package sockdir

import (
	"go/ast"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// returnFromMain drafts that TestMain returns, so that what it defers runs: since Go
// 1.15 the test binary then exits with the result of m.Run (testing.M.Run). It is nil
// if the function is none, or ends otherwise. Have one of
//
//	os.Exit(m.Run())
//
//	code := m.Run()
//	...
//	os.Exit(code)
func (m *mender) returnFromMain(p *place) *fix.Draft {
	decl := p.fn.Decl
	if decl.Name.Name != "TestMain" || decl.Recv != nil || !m.since("go1.15") || len(p.leaks) != 1 {
		return nil
	}
	exit, ok := decl.Body.List[len(decl.Body.List)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := exit.X.(*ast.CallExpr)
	if !ok || call.Lparen != p.leaks[0].Pos || len(call.Args) != 1 {
		return nil
	}
	d := m.Draft(p.file, "Return from TestMain, and let what is deferred run")
	if m.isRun(call.Args[0]) {
		d.Replace(call, d.Text(call.Args[0]))
		return d
	}
	code := p.fn.Local(call.Args[0])
	if code == nil {
		return nil
	}
	all, whole := p.fn.Definitions(code)
	if !whole || len(all) != 1 || !m.isRun(all[0].Value) || len(p.fn.Uses(code)) != 1 {
		return nil
	}
	d.Replace(all[0].Statement.Node(), d.Text(all[0].Value))
	d.Delete(exit)
	return d
}

// isRun reports whether e is a call of the method Run of a *testing.M.
func (m *mender) isRun(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(m.pass.TypesInfo, call)
	return fn != nil && fn.FullName() == "(*testing.M).Run"
}
