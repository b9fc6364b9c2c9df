package extent

import (
	"go/ast"
	"go/token"
)

// addSettings notes what function number i sets: package-level variables that may hold
// functions, fields, and types all of whose fields it sets, by literals that do not name
// them. A function that sets package-level variables is never left out: who reads them has to
// know all that they can hold.
func (x *Index) addSettings(i int, decl *ast.FuncDecl) {
	variables := false
	set := func(e ast.Expr) {
		switch e := ast.Unparen(e).(type) {
		case *ast.Ident:
			if x.variables[e.Name] != nil {
				variables = true
				x.addSetter(i, e.Name)
			}
		case *ast.SelectorExpr:
			x.addField(i, e.Sel.Name)
		}
	}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					set(e)
				}
			}
		case *ast.IncDecStmt:
			set(n.X)
		case *ast.UnaryExpr:
			if id, ok := ast.Unparen(n.X).(*ast.Ident); ok && n.Op == token.AND {
				set(id)
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				set(n.Key)
				set(n.Value)
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				x.addField(i, id.Name)
			}
		case *ast.CompositeLit:
			for _, name := range madeWhole(n) {
				x.addField(i, name)
			}
		}
		return true
	})
	if variables {
		x.always = append(x.always, i)
	}
}

// addSetter notes that function number i sets a package-level variable, if that may hold
// functions.
func (x *Index) addSetter(i int, variable string) {
	if x.isFunc(variable) {
		x.setters[i] = append(x.setters[i], variable)
	}
}

// addField notes that function number i sets fields of that name, or of a type of that name.
func (x *Index) addField(i int, name string) {
	if known := x.setting[name]; len(known) == 0 || known[len(known)-1] != i {
		x.setting[name] = append(known, i)
	}
}

// madeWhole returns the names in the type of a literal whose fields are not named, or in that
// of a collection of such.
func madeWhole(lit *ast.CompositeLit) []string {
	made := lit
	if _, named := lit.Type.(*ast.Ident); !named {
		made = firstOf(lit)
	}
	if lit.Type == nil || made == nil || len(made.Elts) == 0 {
		return nil
	}
	if _, keyed := made.Elts[0].(*ast.KeyValueExpr); keyed {
		return nil
	}
	return idents(lit.Type)
}

// firstOf returns the first element of the collection lit, if it is a literal without a type
// of its own; else nil.
func firstOf(lit *ast.CompositeLit) *ast.CompositeLit {
	if len(lit.Elts) == 0 {
		return nil
	}
	first := lit.Elts[0]
	if pair, ok := first.(*ast.KeyValueExpr); ok {
		first = pair.Value
	}
	if inner, ok := first.(*ast.CompositeLit); ok && inner.Type == nil {
		return inner
	}
	return nil
}
