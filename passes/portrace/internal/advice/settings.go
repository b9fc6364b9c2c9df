package advice

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/syntax"
)

// What variables are set to, for the wording of messages. Unlike
// [syntax.Function.Definitions] this looks at the whole package, fields and literals
// included, and asks for no order. It is no analysis of flow; that is sockflow's.

// settings returns all that the package sets v to. An expression with several
// results stands for its first one. A parameter is set to what is passed on the way of
// the port. It returns nil if it cannot be told what v is: it is another parameter, its
// address is taken, or other packages can set it.
func (a *adviser) settings(v *types.Var) []ast.Expr {
	if values := a.given[v]; values != nil {
		return values
	}
	if v.Kind() != types.LocalVar && (v.Exported() || v.Kind() != types.PackageVar && v.Kind() != types.FieldVar) {
		return nil
	}
	a.ask(v)
	s := setter{info: a.Pass.TypesInfo, v: v}
	for _, file := range a.Pass.Files {
		ast.Inspect(file, s.visit)
	}
	if s.unknown {
		return nil
	}
	return s.values
}

// ask has the functions checked that may set v. A literal sets fields without their names.
func (a *adviser) ask(v *types.Var) {
	typed := bodies.Of(a.Pass)
	switch v.Kind() {
	case types.LocalVar:
		typed.Around(v.Pos())
	case types.PackageVar:
		typed.Naming(v.Name())
	default:
		_ = typed.All() // Err tells
	}
}

// once returns the one expression that the package sets v to, or nil.
func (a *adviser) once(v *types.Var) ast.Expr {
	if values := a.settings(v); len(values) == 1 {
		return values[0]
	}
	return nil
}

// A setter finds the places at which a variable is set.
type setter struct {
	info    *types.Info
	v       *types.Var
	values  []ast.Expr
	unknown bool
}

func (s *setter) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		s.assign(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if s.info.ObjectOf(name) == s.v && len(n.Values) > 0 {
				s.add(i, len(n.Names), n.Values)
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && s.info.Uses[key] == s.v {
			s.values = append(s.values, n.Value)
		}
	case *ast.CompositeLit:
		s.unkeyed(n)
	case *ast.RangeStmt:
		s.unknown = s.unknown || s.is(n.Key) || s.is(n.Value)
	case *ast.UnaryExpr:
		s.unknown = s.unknown || n.Op == token.AND && s.is(n.X)
	}
	return true
}

func (s *setter) assign(lhs, rhs []ast.Expr) {
	for i, target := range lhs {
		if s.is(target) {
			s.add(i, len(lhs), rhs)
		}
	}
}

// add notes that the variable, the one of n that are set, with index i, is set to
// what values say.
func (s *setter) add(i, n int, values []ast.Expr) {
	switch {
	case len(values) == n:
		s.values = append(s.values, values[i])
	case i == 0:
		s.values = append(s.values, values[0])
	default:
		s.unknown = true
	}
}

// unkeyed notes what a literal without field names sets the field to.
func (s *setter) unkeyed(lit *ast.CompositeLit) {
	t := s.info.TypeOf(lit)
	if t == nil || len(lit.Elts) == 0 {
		return
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	fields, ok := t.Underlying().(*types.Struct)
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !ok || keyed {
		return
	}
	for i, e := range lit.Elts {
		if fields.Field(i) == s.v {
			s.values = append(s.values, e)
		}
	}
}

func (s *setter) is(e ast.Expr) bool { return e != nil && syntax.Variable(s.info, e) == s.v }
