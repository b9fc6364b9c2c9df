package extent

import (
	"go/ast"
	"maps"
	"slices"
)

// fieldsSet returns the names of the fields that a function sets, and of the types all of
// whose fields it sets, by literals that do not name them.
func fieldsSet(decl *ast.FuncDecl) []string {
	names := map[string]bool{}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				names[id.Name] = true
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
					names[sel.Sel.Name] = true
				}
			}
		case *ast.CompositeLit:
			for _, name := range madeWhole(n) {
				names[name] = true
			}
		}
		return true
	})
	return slices.Sorted(maps.Keys(names))
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
