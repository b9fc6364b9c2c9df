// Package syntax answers the questions about code that fixes and advice depend on:
// what stands at a position, where a variable gets its value, who uses it, whether
// one statement is always followed by another. It looks at one function at a time,
// and at what is written in it; what it cannot tell for sure, it denies.
package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// A Function is a declared function with all the literals in it.
type Function struct {
	Info *types.Info
	Decl *ast.FuncDecl
	Root inspector.Cursor // at Decl

	Package *Bodies // the functions of the package; nil if it does not matter what they do

	names map[types.Object][]inspector.Cursor
	known map[*types.Var]definitions
}

// NewFunction returns the function that decl declares in file. Only this one is
// indexed, not all of the file. It returns nil if decl is not one of the file's.
func NewFunction(info *types.Info, file *ast.File, decl *ast.FuncDecl) *Function {
	only := *file
	only.Decls = []ast.Decl{decl}
	only.Package = decl.Pos() // an inspector makes room for all from here on
	at, ok := inspector.New([]*ast.File{&only}).Root().FindNode(decl)
	if !ok {
		return nil
	}
	return FunctionAt(info, at)
}

// FunctionAround returns the function that file declares around pos. Around a literal that
// stands in a declaration of variables it returns one that has nothing but that. It is nil
// if there is neither.
func FunctionAround(info *types.Info, file *ast.File, pos token.Pos) *Function {
	if decl := DeclarationAt(file, pos); decl != nil {
		return NewFunction(info, file, decl)
	}
	var only *ast.FuncDecl
	around(file, pos, func(n ast.Node) {
		if decl, ok := n.(*ast.GenDecl); ok && only == nil {
			only = &ast.FuncDecl{
				Name: &ast.Ident{NamePos: decl.Pos(), Name: "_"},
				Type: &ast.FuncType{Func: decl.Pos(), Params: &ast.FieldList{}},
				Body: &ast.BlockStmt{Lbrace: decl.Pos(), List: []ast.Stmt{&ast.DeclStmt{Decl: decl}}, Rbrace: decl.End()},
			}
		}
	})
	if only == nil {
		return nil
	}
	return NewFunction(info, file, only)
}

// FunctionAt returns the function declaration around c, or nil.
func FunctionAt(info *types.Info, c inspector.Cursor) *Function {
	for decl := range c.Enclosing((*ast.FuncDecl)(nil)) {
		return &Function{Info: info, Decl: decl.Node().(*ast.FuncDecl), Root: decl}
	}
	return nil
}

// Uses returns the identifiers in the function that stand for obj, but for those
// that declare it, in source order.
func (fn *Function) Uses(obj types.Object) []inspector.Cursor {
	var uses []inspector.Cursor
	for _, c := range fn.namesOf(obj) {
		if fn.Info.Uses[c.Node().(*ast.Ident)] != nil {
			uses = append(uses, c)
		}
	}
	return uses
}

// namesOf returns the identifiers in the function that stand for obj, in source order. The
// function is looked through once.
func (fn *Function) namesOf(obj types.Object) []inspector.Cursor {
	if fn.names == nil {
		fn.names = map[types.Object][]inspector.Cursor{}
		for c := range fn.Root.Preorder((*ast.Ident)(nil)) {
			if named := fn.Info.ObjectOf(c.Node().(*ast.Ident)); named != nil {
				fn.names[named] = append(fn.names[named], c)
			}
		}
	}
	return fn.names[obj]
}

// Local returns the variable that e names if it is one of the function's own,
// result or parameter or inside, else nil.
func (fn *Function) Local(e ast.Expr) *types.Var {
	v := Variable(fn.Info, e)
	if v == nil || v.IsField() || v.Pos() < fn.Decl.Pos() || fn.Decl.End() <= v.Pos() {
		return nil
	}
	return v
}

// Variable returns the variable or field that e names, or nil.
func Variable(info *types.Info, e ast.Expr) *types.Var {
	var obj types.Object
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj = info.ObjectOf(e)
	case *ast.SelectorExpr:
		obj = info.ObjectOf(e.Sel)
	}
	v, _ := obj.(*types.Var)
	return v
}

// A Definition is the statement that gives a variable its value.
type Definition struct {
	Statement inspector.Cursor
	Value     ast.Expr // what is on the right; of a call with several results, the call
	Index     int      // which of the results
}

// definitions are those of a variable, and whether they are all that changes it.
type definitions struct {
	all   []Definition
	whole bool
}

// Definitions returns where v is given a value, in source order, and whether
// that is all that changes it: its address is not taken, nothing counts it up, no
// range goes over it.
func (fn *Function) Definitions(v *types.Var) (all []Definition, whole bool) {
	if d, ok := fn.known[v]; ok {
		return d.all, d.whole
	}
	if fn.known == nil {
		fn.known = map[*types.Var]definitions{}
	}
	whole = true
	for _, c := range fn.namesOf(v) {
		switch kind := c.ParentEdgeKind(); kind {
		case edge.AssignStmt_Lhs, edge.ValueSpec_Names:
			d, ok := definition(c)
			if ok {
				all = append(all, d)
			}
			whole = whole && (ok || kind == edge.ValueSpec_Names)
		case edge.UnaryExpr_X:
			whole = whole && c.Parent().Node().(*ast.UnaryExpr).Op != token.AND
		case edge.IncDecStmt_X, edge.RangeStmt_Key, edge.RangeStmt_Value, edge.Field_Names:
			whole = false
		}
	}
	fn.known[v] = definitions{all, whole}
	return all, whole
}

// definition returns the definition at c, an identifier on the left of one.
func definition(c inspector.Cursor) (Definition, bool) {
	var values []ast.Expr
	switch parent := c.Parent().Node().(type) {
	case *ast.AssignStmt:
		if parent.Tok != token.ASSIGN && parent.Tok != token.DEFINE {
			return Definition{}, false
		}
		values = parent.Rhs
	case *ast.ValueSpec:
		values = parent.Values
	}
	stmt, ok := Statement(c)
	switch i := c.ParentEdgeIndex(); {
	case !ok || len(values) == 0:
		return Definition{}, false
	case len(values) == 1:
		return Definition{stmt, values[0], i}, true
	default:
		return Definition{stmt, values[i], 0}, true
	}
}

// Value returns the one value that v ever has, or the call whose first result it
// is; nil if it has several, or another result of a call.
func (fn *Function) Value(v *types.Var) ast.Expr {
	all, whole := fn.Definitions(v)
	if !whole || len(all) != 1 || all[0].Index > 0 {
		return nil
	}
	return all[0].Value
}

// Callee returns the function or method that call calls, which may be that of an
// interface, if it is declared somewhere and not chosen at run time.
func Callee(info *types.Info, call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(info, call).(*types.Func)
	return fn
}

// Constant returns the text of e if it is a constant string.
func Constant(info *types.Info, e ast.Expr) (string, bool) {
	if v := info.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v), true
	}
	return "", false
}
