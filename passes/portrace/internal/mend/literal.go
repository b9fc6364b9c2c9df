package mend

import (
	"go/ast"

	"golang.org/x/tools/go/ast/edge"
)

// fieldOf returns the one value that a field of the struct e is given: in the
// literal that e is made with, or by an assignment.
func (k *keeping) fieldOf(e ast.Expr, field string) ast.Expr {
	v := k.fn.Local(e)
	if v == nil {
		return fieldIn(e, field)
	}
	value := fieldIn(k.fn.Value(v), field)
	for _, use := range k.fn.Uses(v) {
		sel, ok := use.Parent().Node().(*ast.SelectorExpr)
		if !ok || use.ParentEdgeKind() != edge.SelectorExpr_X || sel.Sel.Name != field || use.Parent().ParentEdgeKind() != edge.AssignStmt_Lhs {
			continue
		}
		assign := use.Parent().Parent().Node().(*ast.AssignStmt)
		if value != nil || len(assign.Lhs) != 1 {
			return nil
		}
		value = assign.Rhs[0]
	}
	return value
}

// fieldIn returns what a composite literal, or the address of one, says of a field.
func fieldIn(e ast.Expr, field string) ast.Expr {
	literal := literalOf(e)
	if literal == nil {
		return nil
	}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
				return pair.Value
			}
		}
	}
	return nil
}

// literalOf returns the composite literal that e is, or the address of; nil if it
// is none.
func literalOf(e ast.Expr) *ast.CompositeLit {
	if address, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = address.X
	}
	literal, _ := ast.Unparen(e).(*ast.CompositeLit)
	return literal
}
