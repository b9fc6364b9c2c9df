package sockpath

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/sockvet/sockvet/internal/syntax"
)

// spelled returns the expression that spells the path: the call or the sum that puts it
// together, or the constant, which may be one that the package declares. It returns nil if
// there is none.
func (f *finding) spelled() ast.Expr {
	if f.file == nil {
		return nil
	}
	if want, ok := f.text.Constant(); ok {
		if e := f.constantIn(handedAt(f.file, f.text.Where), want, 0); e != nil {
			return e
		}
	}
	return expressionAt(f.file, f.text.Where)
}

// expressionAt returns the call or the sum that go/ssa places at pos.
func expressionAt(file *ast.File, pos token.Pos) ast.Expr {
	if call := syntax.CallAt(file, pos); call != nil {
		return call
	}
	var found ast.Expr
	inspectAround(file, pos, func(n ast.Node) {
		if sum, ok := n.(*ast.BinaryExpr); ok && sum.OpPos == pos {
			found = sum
		}
	})
	if sum, ok := found.(*ast.BinaryExpr); ok {
		return sum
	}
	return nil
}

// handedAt returns the code that hands on a value where go/ssa says it does: the call, or the
// innermost of what gives a variable or a field its value, or returns it.
func handedAt(file *ast.File, pos token.Pos) ast.Node {
	if call := syntax.CallAt(file, pos); call != nil {
		return call
	}
	var found ast.Node
	inspectAround(file, pos, func(n ast.Node) {
		switch n.(type) {
		case *ast.AssignStmt, *ast.ValueSpec, *ast.KeyValueExpr, *ast.ReturnStmt:
			found = n
		}
	})
	return found
}

// inspectAround calls visit for each node of file around pos, from the outermost on.
func inspectAround(file *ast.File, pos token.Pos, visit func(ast.Node)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		visit(n)
		return true
	})
}

// maxHops bounds how many variables are between a constant and where it is used.
const maxHops = 4

// constantIn returns the expression in n that is the constant want: as it is there, or where
// a constant or a variable that n names gets it.
func (f *finding) constantIn(n ast.Node, want string, hops int) ast.Expr {
	if n == nil || hops > maxHops {
		return nil
	}
	var found ast.Expr
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || found != nil {
			return found == nil
		}
		if v := f.pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String && constant.StringVal(v) == want {
			found = f.declared(e)
			return false
		}
		if id, ok := e.(*ast.Ident); ok {
			found = f.given(id, want, hops)
		}
		return found == nil
	})
	return found
}

// declared returns the expression of the constant that e names, if the package declares it at
// its top level or in a function, or e.
func (f *finding) declared(e ast.Expr) ast.Expr {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return e
	}
	obj, ok := f.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || obj.Pkg() != f.pass.Pkg {
		return e
	}
	var value ast.Expr
	inspectAround(syntax.FileAt(f.pass.Files, obj.Pos()), obj.Pos(), func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return
		}
		for i, name := range spec.Names {
			if name.Pos() == obj.Pos() && i < len(spec.Values) {
				value = spec.Values[i]
			}
		}
	})
	if value == nil {
		return e
	}
	return value
}

// given returns the constant want where the variable that id names is given it.
func (f *finding) given(id *ast.Ident, want string, hops int) ast.Expr {
	v, ok := f.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	fn := syntax.FunctionAround(f.pass.TypesInfo, syntax.FileAt(f.pass.Files, id.Pos()), id.Pos())
	if fn == nil {
		return nil
	}
	all, _ := fn.Definitions(v)
	for _, d := range all {
		if found := f.constantIn(d.Value, want, hops+1); found != nil {
			return found
		}
	}
	return nil
}
