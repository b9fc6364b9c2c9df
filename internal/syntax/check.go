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

// Attempts returns the assignment of stmt if stmt does nothing but that, and complain if
// the error that it yields is not nil; else nil. is tells whether an expression is the
// call. The variables are those of the statements around. Have:
//
//	if v, err = call(); err != nil { ... }
func (fn *Function) Attempts(stmt ast.Node, is func(ast.Expr) bool) *ast.AssignStmt {
	check, ok := stmt.(*ast.IfStmt)
	if !ok || check.Else != nil {
		return nil
	}
	assign, ok := check.Init.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 2 || !is(assign.Rhs[0]) {
		return nil
	}
	err := fn.Local(assign.Lhs[1])
	cond, ok := check.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !fn.Info.Types[cond.Y].IsNil() || err == nil || fn.Local(cond.X) != err {
		return nil
	}
	return assign
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
	return slices.Contains(complainers, name(call.Fun)) || fn.isComplainer(call.Fun, at)
}

// Yields reports whether e has the first result of call as its value: it is call, or hands
// it to a function that does no more than to complain of the error. Have:
//
//	must(call())
func (fn *Function) Yields(e ast.Expr, call *ast.CallExpr) bool {
	outer, ok := ast.Unparen(e).(*ast.CallExpr)
	switch {
	case !ok:
		return false
	case outer == call:
		return true
	case len(outer.Args) != 1 || ast.Unparen(outer.Args[0]) != call:
		return false
	}
	if callee := Callee(fn.Info, outer); callee != nil {
		params, results := callee.Origin().Signature().Params(), callee.Origin().Signature().Results()
		if params.Len() == 2 && results.Len() == 1 && types.Identical(params.At(0).Type(), results.At(0).Type()) {
			// A function of any type can yield nothing else than what it is given.
			if t, ok := params.At(0).Type().(*types.TypeParam); ok && t.Constraint().Underlying().(*types.Interface).Empty() {
				return true
			}
		}
	}
	return fn.returnsFirst(outer.Fun)
}

// returnsFirst reports whether the function that e names returns nothing but its first
// parameter, which it does not set.
func (fn *Function) returnsFirst(e ast.Expr) bool {
	typ, body := fn.bodyOf(e)
	if body == nil || len(typ.Params.List) == 0 || len(typ.Params.List[0].Names) == 0 || typ.Results.NumFields() != 1 {
		return false
	}
	first := fn.Info.Defs[typ.Params.List[0].Names[0]]
	whole, returns := first != nil, false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			whole = false
		case *ast.AssignStmt:
			for _, target := range n.Lhs {
				id, ok := target.(*ast.Ident)
				whole = whole && (!ok || fn.Info.Uses[id] != first)
			}
		case *ast.ReturnStmt:
			id, ok := ast.Unparen(n.Results[0]).(*ast.Ident)
			whole = whole && ok && fn.Info.Uses[id] == first
			returns = true
		}
		return whole
	})
	return whole && returns
}

// isComplainer reports whether the function that e names does nothing but complain if its
// argument with an index is not nil, as its body shows.
func (fn *Function) isComplainer(e ast.Expr, arg int) bool {
	typ, body := fn.bodyOf(e)
	if body == nil {
		return false
	}
	var params []*types.Var
	for _, field := range typ.Params.List {
		for _, name := range field.Names {
			v, _ := fn.Info.Defs[name].(*types.Var)
			params = append(params, v)
		}
	}
	if arg >= len(params) || params[arg] == nil {
		return false
	}
	is := func(e ast.Expr) bool { return Variable(fn.Info, e) == params[arg] }
	checked := false
	for _, stmt := range body.List {
		switch stmt := stmt.(type) {
		case *ast.IfStmt:
			if stmt.Init != nil || stmt.Else != nil || !fn.ifFails(stmt, is) {
				return false
			}
			checked = true
		case *ast.ExprStmt:
			if call, ok := stmt.X.(*ast.CallExpr); !ok || name(call.Fun) != "Helper" || len(call.Args) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return checked
}

// bodyOf returns what a function looks like that e names: one of the package, or a literal
// that a variable holds; nil if that is not known.
func (fn *Function) bodyOf(e ast.Expr) (*ast.FuncType, *ast.BlockStmt) {
	if v := fn.Local(e); v != nil {
		if literal, ok := fn.Value(v).(*ast.FuncLit); ok {
			return literal.Type, literal.Body
		}
		return nil, nil
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || fn.Package == nil {
		return nil, nil
	}
	callee, _ := fn.Info.Uses[id].(*types.Func)
	if decl := fn.Package.decls[callee]; decl != nil {
		return decl.Type, fn.Package.body(decl)
	}
	return nil, nil
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
