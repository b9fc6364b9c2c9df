package portrace

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/portflow"
)

// What advice needs to know of the code around a finding.

// isOwn reports whether pkg belongs to the module under analysis.
func (r *report) isOwn(pkg *types.Package) bool {
	return pkg.Path() == strings.TrimSuffix(r.pass.Pkg.Path(), "_test") || pkg == r.pass.Pkg || sameModule(r.pass, pkg.Path())
}

// binder returns the function of this package that binds the port, or has it
// bound by call, if it is another one than the function that has the port; else "".
func (r *report) binder(use portflow.Use, call *ast.CallExpr) string {
	outer, inner := r.function(use.Pos), r.function(call.Pos())
	if inner == nil || inner == outer || isEntry(inner) {
		return ""
	}
	if first := callAt(fileAt(r.pass, use.Pos), use.Pos); first != nil {
		if fn, ok := typeutil.Callee(r.pass.TypesInfo, first).(*types.Func); ok && fn.Name() == use.Name {
			return use.Name
		}
	}
	return inner.Name.Name
}

// isEntry reports whether fn is a function that the package does not call itself:
// main, or one of a test.
func isEntry(fn *ast.FuncDecl) bool {
	for _, prefix := range []string{"main", "init", "Test", "Benchmark", "Fuzz", "Example"} {
		if strings.HasPrefix(fn.Name.Name, prefix) && fn.Recv == nil {
			return true
		}
	}
	return false
}

// helper returns the function of this package that frees the port and returns it
// to the code at pos, or "".
func (r *report) helper(pos token.Pos) string {
	fn := r.function(position(r.endpoint))
	if fn == nil || fn == r.function(pos) || r.endpoint.Probe || fn.Type.Results.NumFields() == 0 {
		return ""
	}
	if !isBasic(r.pass.TypesInfo.TypeOf(fn.Type.Results.List[0].Type), types.IsInteger|types.IsString) {
		return ""
	}
	return fn.Name.Name
}

// function returns the declared function around pos, or nil.
func (r *report) function(pos token.Pos) *ast.FuncDecl {
	file := fileAt(r.pass, pos)
	if file == nil {
		return nil
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Pos() <= pos && pos < fn.End() {
			return fn
		}
	}
	return nil
}

// inSight reports whether the code at pos can name the variable that holds the socket.
func (r *report) inSight(pos token.Pos) bool {
	scope := r.pass.Pkg.Scope().Innermost(pos)
	if scope == nil || r.endpoint.Helper != "" || r.socket() == "" {
		return false
	}
	root := rootOf(assignedAt(fileAt(r.pass, r.endpoint.Bind), r.endpoint.Bind))
	if root == nil {
		return false
	}
	_, obj := scope.LookupParent(root.Name, pos)
	return obj != nil && obj == r.pass.TypesInfo.ObjectOf(root)
}

// assignedAt returns what the innermost assignment around pos assigns to first, or nil.
func assignedAt(file *ast.File, pos token.Pos) ast.Expr {
	var target ast.Expr
	if file == nil {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			target = n.Lhs[0]
		case *ast.ValueSpec:
			target = n.Names[0]
		}
		return true
	})
	return target
}

// rootOf returns the variable that an expression such as s.l starts with, or nil.
func rootOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return rootOf(e.X)
	}
	return nil
}

// socketKind says what the socket is to the code that has it: a listener, or else
// a socket.
func (r *report) socketKind() string {
	call := callAt(fileAt(r.pass, r.endpoint.Bind), r.endpoint.Bind)
	if call == nil || r.endpoint.Helper != "" {
		return "socket"
	}
	return kindOf(firstResult(r.pass.TypesInfo.TypeOf(call)))
}

// kindOfSink says the same of what the API needs that binds the port in the end.
func kindOfSink(use portflow.Use) string {
	if strings.Contains(use.Sink, "Packet") || strings.Contains(use.Sink, "UDP") || strings.HasPrefix(use.Sink, "syscall.") {
		return "socket"
	}
	return "listener"
}

func isText(t types.Type) bool { return isBasic(t, types.IsString) }

// isBasic reports whether t is one of the basic types that info describes.
func isBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&info != 0
}

// hasCallback reports whether call gets a function: then it is that which may bind
// the port, and not the callee.
func (r *report) hasCallback(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := r.pass.TypesInfo.TypeOf(arg)
		if t == nil {
			return false
		}
		_, ok := t.Underlying().(*types.Signature)
		return ok
	})
}

func kindOf(t types.Type) string {
	if hasMethod(t, "Accept") && hasMethod(t, "Addr") {
		return "listener"
	}
	return "socket"
}

// firstResult returns the type of the first value that an expression of type t yields.
func firstResult(t types.Type) types.Type {
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		return tuple.At(0).Type()
	}
	return t
}

func hasMethod(t types.Type, name string) bool { return method(t, name) != nil }

// method returns the exported method of that name of t, or nil.
func method(t types.Type, name string) *types.Func {
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// isStd reports whether pkg is of the standard library: only there does a path
// begin with a word that has no dot.
func isStd(pkg *types.Package) bool {
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return !strings.Contains(first, ".")
}

// qualified returns the name of a function, or of a variable that holds one, as
// messages have it: "net.Listen", "Server.Start", or "start" if it is of the
// package from.
func qualified(obj types.Object, from *types.Package) string {
	if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
		t := fn.Signature().Recv().Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if named, ok := t.(*types.Named); ok {
			return named.Obj().Name() + "." + obj.Name()
		}
		return obj.Name()
	}
	if obj.Pkg() == from {
		return obj.Name()
	}
	return obj.Pkg().Name() + "." + obj.Name()
}
