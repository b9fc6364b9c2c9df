package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Checks reports whether stmt does nothing but complain, in whatever way, if an
// error is not nil. is tells whether an expression is that error: a variable, or
// the call that yields it. Have one of
//
//	if err != nil { ... }
//	if err := call(); err != nil { ... }
//	require.NoError(t, err)
//	must(err)
//	Expect(err).NotTo(HaveOccurred())
//	So(err, ShouldBeNil)
func (fn *Function) Checks(stmt ast.Node, is func(ast.Expr) bool) bool {
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		return stmt.Else == nil && fn.ifFails(stmt, is)
	case *ast.ExprStmt:
		call, ok := stmt.X.(*ast.CallExpr)
		return ok && (fn.complains(call, is) || isExpectation(call, is))
	}
	return false
}

// ifFails reports whether the body of an if runs if the error is not nil.
func (fn *Function) ifFails(stmt *ast.IfStmt, is func(ast.Expr) bool) bool {
	cond, ok := stmt.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !fn.Info.Types[cond.Y].IsNil() {
		return false
	}
	if stmt.Init == nil {
		return is(cond.X)
	}
	init, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || len(init.Lhs) != 1 || !is(init.Rhs[0]) {
		return false
	}
	err, checked := fn.Local(init.Lhs[0]), fn.Local(cond.X)
	return err != nil && err == checked
}

// complainers are functions, of test frameworks and by custom, that complain of
// an error that they are given, if it is not nil.
var complainers = []string{"NoError", "NoErrorf", "NilError", "Nil", "Nilf", "Must", "must", "CheckErr", "checkErr", "check"}

// complains reports whether call gives the error to a function that complains: by
// its name, or as its body shows, if it is in this package.
func (fn *Function) complains(call *ast.CallExpr, is func(ast.Expr) bool) bool {
	at := slices.IndexFunc(call.Args, is)
	if at < 0 || !onlyPlain(call.Args, is) {
		return false
	}
	if next := at + 1; next < len(call.Args) {
		switch name(call.Args[next]) {
		case "IsNil", "ShouldBeNil": // c.Assert(err, qt.IsNil), So(err, ShouldBeNil)
			return true
		}
	}
	return slices.Contains(complainers, name(call.Fun))
}

// isExpectation reports whether call is Gomega's way to say that the error is nil.
func isExpectation(call *ast.CallExpr, is func(ast.Expr) bool) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	subject, ok := sel.X.(*ast.CallExpr)
	matcher, isCall := call.Args[0].(*ast.CallExpr)
	if !ok || !isCall || len(subject.Args) == 0 || !is(subject.Args[0]) {
		return false
	}
	switch said := name(matcher.Fun); sel.Sel.Name {
	case "NotTo", "ToNot", "ShouldNot":
		return said == "HaveOccurred"
	case "To", "Should":
		return said == "Succeed" || said == "BeNil"
	}
	return false
}

// onlyPlain reports whether nothing is lost with args, but for the error: they
// call nothing.
func onlyPlain(args []ast.Expr, is func(ast.Expr) bool) bool {
	for _, arg := range args {
		if !is(arg) && Calls(arg) {
			return false
		}
	}
	return true
}

// Calls reports whether anything is called, received or made in n.
func Calls(n ast.Node) bool {
	calls := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.FuncLit:
			calls = true
		case *ast.UnaryExpr:
			calls = calls || n.Op == token.ARROW
		}
		return !calls
	})
	return calls
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// IsTest reports whether the file is one of tests.
func IsTest(fset *token.FileSet, file *ast.File) bool {
	return strings.HasSuffix(fset.Position(file.Package).Filename, "_test.go")
}

// Is returns a function that tells whether an expression is v.
func (fn *Function) Is(v *types.Var) func(ast.Expr) bool {
	return func(e ast.Expr) bool { return v != nil && fn.Local(e) == v }
}

// IsBlank reports whether e is the blank identifier.
func IsBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
