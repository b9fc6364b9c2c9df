package scene

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/sockvet/sockvet/internal/syntax"
)

// spelled returns the expression that spells the address: the call or the sum that puts it
// together, or the constant, which may be one that the package declares. It returns nil if
// there is none.
func (s *Scene) spelled(is func(constant.Value) bool) ast.Expr {
	if s.File == nil {
		return nil
	}
	if is != nil {
		if e := s.constantIn(handedAt(s.File, s.Where), is, 0); e != nil {
			return e
		}
	}
	return expressionAt(s.File, s.Where)
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

// constantIn returns the expression in n that is the constant that is tells: as it is there, or where
// a constant or a variable that n names gets it.
func (s *Scene) constantIn(n ast.Node, is func(constant.Value) bool, hops int) ast.Expr {
	if n == nil || hops > maxHops {
		return nil
	}
	var found ast.Expr
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || found != nil {
			return found == nil
		}
		if v := s.Pass.TypesInfo.Types[e].Value; v != nil && is(v) {
			found = s.declared(e)
			return false
		}
		if id, ok := e.(*ast.Ident); ok {
			found = s.given(id, is, hops)
		}
		return found == nil
	})
	return found
}

// declared returns the expression of the constant that e names, if the package declares it at
// its top level or in a function, or e.
func (s *Scene) declared(e ast.Expr) ast.Expr {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return e
	}
	obj, ok := s.Pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || obj.Pkg() != s.Pass.Pkg {
		return e
	}
	var value ast.Expr
	inspectAround(syntax.FileAt(s.Pass.Files, obj.Pos()), obj.Pos(), func(n ast.Node) {
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

// given returns the constant that is tells where the variable that id names is given it.
func (s *Scene) given(id *ast.Ident, is func(constant.Value) bool, hops int) ast.Expr {
	v, ok := s.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	fn := syntax.FunctionAround(s.Pass.TypesInfo, syntax.FileAt(s.Pass.Files, id.Pos()), id.Pos())
	if fn == nil {
		return nil
	}
	all, _ := fn.Definitions(v)
	for _, d := range all {
		if found := s.constantIn(d.Value, is, hops+1); found != nil {
			return found
		}
	}
	return nil
}
