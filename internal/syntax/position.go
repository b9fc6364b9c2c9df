package syntax

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// FileAt returns the one of files that pos is in, or nil.
func FileAt(files []*ast.File, pos token.Pos) *ast.File {
	for _, file := range files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}

// CallAt returns the call that go/ssa places at pos: that with its left
// parenthesis there, or that of the defer or go statement which starts there. It
// returns nil if there is none, or no file.
func CallAt(file *ast.File, pos token.Pos) *ast.CallExpr {
	var found *ast.CallExpr
	around(file, pos, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Lparen == pos {
				found = n
			}
		case *ast.DeferStmt:
			if n.Defer == pos {
				found = n.Call
			}
		case *ast.GoStmt:
			if n.Go == pos {
				found = n.Call
			}
		}
	})
	return found
}

// AssignedAt returns what the innermost assignment around pos assigns to first; nil
// if there is none in the innermost function, or no file.
func AssignedAt(file *ast.File, pos token.Pos) ast.Expr {
	var target ast.Expr
	around(file, pos, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			target = n.Lhs[0]
		case *ast.ValueSpec:
			target = n.Names[0]
		case *ast.FuncLit:
			target = nil
		}
	})
	return target
}

// ShortName returns e, which something is assigned to, as the code spells it; "" if
// that is no name for people: it is blank, the error, or too long.
func ShortName(e ast.Expr) string {
	name := types.ExprString(e)
	if name == "_" || name == "err" || len(name) > 40 || strings.ContainsAny(name, "\n(") {
		return ""
	}
	return name
}

// DeclarationAt returns the function declaration around pos; nil if there is none,
// or no file.
func DeclarationAt(file *ast.File, pos token.Pos) *ast.FuncDecl {
	var found *ast.FuncDecl
	around(file, pos, func(n ast.Node) {
		if decl, ok := n.(*ast.FuncDecl); ok {
			found = decl
		}
	})
	return found
}

// DeclaredAt names the declaration of a file around pos: with the type of its receiver,
// if it has one; "" if it is none of a function, or there is none.
func DeclaredAt(file *ast.File, pos token.Pos) string {
	decl := DeclarationAt(file, pos)
	switch {
	case decl == nil:
		return ""
	case decl.Recv == nil:
		return decl.Name.Name
	}
	return types.ExprString(decl.Recv.List[0].Type) + "." + decl.Name.Name
}

// around calls visit for each node around pos of a declaration of file, from the
// outermost on.
func around(file *ast.File, pos token.Pos, visit func(ast.Node)) {
	if file == nil || !pos.IsValid() {
		return
	}
	i, _ := slices.BinarySearchFunc(file.Decls, pos+1, func(decl ast.Decl, end token.Pos) int { return cmp.Compare(decl.End(), end) })
	if i == len(file.Decls) {
		return
	}
	ast.Inspect(file.Decls[i], func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		visit(n)
		return true
	})
}
