package advice

import (
	"go/ast"
	"go/types"

	"github.com/sockvet/sockvet/internal/sockflow/ports"
)

// passed returns what the parameters of the function around call are set to where the
// port is on its way to it, as with
//
//	func docker(args ...string) error { return exec.Command("docker", args...).Run() }
//
// of which the caller tells the rest of the command: that in the use, or one that the
// function calls which the use calls. It returns nil if that cannot be told.
func (a *adviser) passed(use ports.Use, call *ast.CallExpr) map[*types.Var][]ast.Expr {
	inner, outer := a.function(call.Pos()), a.callAt(use.Pos)
	if inner == nil || outer == nil || outer == call {
		return nil
	}
	wrapper, _ := a.Pass.TypesInfo.Defs[inner.Name].(*types.Func)
	first := a.callee(outer)
	if wrapper == nil || first == nil {
		return nil
	}
	given := map[*types.Var][]ast.Expr{}
	a.give(given, first, outer)
	if first != wrapper {
		between := a.onlyCall(a.function(first.Pos()), wrapper)
		if between == nil {
			return nil
		}
		a.give(given, wrapper, between)
	}
	return given
}

// onlyCall returns the one call of fn in the body of decl, or nil.
func (a *adviser) onlyCall(decl *ast.FuncDecl, fn *types.Func) *ast.CallExpr {
	var calls []*ast.CallExpr
	if decl == nil || decl.Body == nil {
		return nil
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && a.callee(call) == fn {
			calls = append(calls, call)
		}
		return true
	})
	if len(calls) != 1 {
		return nil
	}
	return calls[0]
}

// give adds what call sets the parameters of fn, of this package, to.
func (a *adviser) give(given map[*types.Var][]ast.Expr, fn *types.Func, call *ast.CallExpr) {
	decl := a.function(fn.Pos())
	if decl == nil {
		return
	}
	var params []*types.Var // that the body knows: those of the signature may be others
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			v, _ := a.Pass.TypesInfo.Defs[name].(*types.Var)
			params = append(params, v)
		}
	}
	for i, arg := range call.Args {
		if len(params) > 0 {
			p := params[min(i, len(params)-1)] // the last one may take several
			given[p] = append(given[p], arg)
		}
	}
}
