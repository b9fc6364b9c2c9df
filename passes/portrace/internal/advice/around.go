package advice

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// What advice needs to know of the code around a finding.

// isOwn reports whether pkg belongs to the module under analysis.
func (a *adviser) isOwn(pkg *types.Package) bool {
	return pkg.Path() == strings.TrimSuffix(a.Pass.Pkg.Path(), "_test") || pkg == a.Pass.Pkg || finding.SameModule(a.Pass, pkg.Path())
}

// binder returns the function of this package that binds the port, or has it
// bound by call, if it is another one than the function that has the port; else "".
func (a *adviser) binder(use ports.Use, call *ast.CallExpr) string {
	outer, inner := a.function(use.Pos), a.function(call.Pos())
	if inner == nil || inner == outer || isEntry(inner) {
		return ""
	}
	if first := a.callAt(use.Pos); first != nil && len(first.Args) > 0 {
		if fn := a.callee(first); fn != nil && fn.Name() == use.Name {
			return use.Name
		}
	}
	return inner.Name.Name
}

// isEntry reports whether fn is a function that the package does not call itself:
// main, or one of a test.
func isEntry(fn *ast.FuncDecl) bool {
	for _, prefix := range []string{"main", "init", "Test", "Benchmark", "Fuzz", "Example"} {
		if strings.HasPrefix(fn.Name.Name, prefix) && fn.Recv == nil {
			return true
		}
	}
	return false
}

// helper returns the function of this package that frees the port and returns it
// to the code at pos, or "".
func (a *adviser) helper(pos token.Pos) string {
	fn := a.function(finding.Position(a.Endpoint))
	if fn == nil || fn == a.function(pos) || a.Endpoint.Probe || fn.Type.Results.NumFields() == 0 {
		return ""
	}
	if !syntax.IsBasic(a.Pass.TypesInfo.TypeOf(fn.Type.Results.List[0].Type), types.IsInteger|types.IsString) {
		return ""
	}
	return fn.Name.Name
}

// inSight reports whether the code at pos can name the variable that holds the socket.
func (a *adviser) inSight(pos token.Pos) bool {
	scope := a.Pass.Pkg.Scope().Innermost(pos)
	if scope == nil || a.Endpoint.Helper != "" || a.Socket() == "" {
		return false
	}
	root := rootOf(syntax.AssignedAt(a.fileAt(a.Endpoint.Bind), a.Endpoint.Bind))
	if root == nil {
		return false
	}
	_, obj := scope.LookupParent(root.Name, pos)
	return obj != nil && obj == a.Pass.TypesInfo.ObjectOf(root)
}

// rootOf returns the variable that an expression such as s.l starts with, or nil.
func rootOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return rootOf(e.X)
	}
	return nil
}

// hasCallback reports whether call gets a function: then it is that which may bind
// the port, and not the callee.
func (a *adviser) hasCallback(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := a.Pass.TypesInfo.TypeOf(arg)
		if t == nil {
			return false
		}
		_, ok := t.Underlying().(*types.Signature)
		return ok
	})
}

// function returns the declared function around pos, with its types, or nil.
func (a *adviser) function(pos token.Pos) *ast.FuncDecl {
	bodies.Of(a.Pass).Around(pos)
	return syntax.DeclarationAt(a.fileAt(pos), pos)
}

// fileAt returns the file of the package that pos is in, or nil.
func (a *adviser) fileAt(pos token.Pos) *ast.File { return syntax.FileAt(a.Pass.Files, pos) }

// callAt returns the call that the engine places at pos, or nil.
func (a *adviser) callAt(pos token.Pos) *ast.CallExpr { return syntax.CallAt(a.fileAt(pos), pos) }

// callee returns the function that call calls, or nil if that is chosen at run time.
func (a *adviser) callee(call *ast.CallExpr) *types.Func {
	return syntax.Callee(a.Pass.TypesInfo, call)
}

// constant returns the text of e if it is a constant string.
func (a *adviser) constant(e ast.Expr) (string, bool) { return syntax.Constant(a.Pass.TypesInfo, e) }

// variable returns the variable or field that e names, or nil.
func (a *adviser) variable(e ast.Expr) *types.Var { return syntax.Variable(a.Pass.TypesInfo, e) }
