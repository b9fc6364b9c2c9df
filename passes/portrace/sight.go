package portrace

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/sockapi"
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
	if inner == nil || inner == outer {
		return ""
	}
	if first := callAt(fileAt(r.pass, use.Pos), use.Pos); first != nil {
		if fn, ok := typeutil.Callee(r.pass.TypesInfo, first).(*types.Func); ok && fn.Name() == use.Name {
			return use.Name
		}
	}
	return inner.Name.Name
}

// helper returns the function of this package that frees the port and returns it
// to the code at pos, or "".
func (r *report) helper(pos token.Pos) string {
	fn := r.function(position(r.endpoint))
	if fn == nil || fn == r.function(pos) || r.endpoint.Probe || fn.Type.Results.NumFields() == 0 {
		return ""
	}
	basic, ok := r.pass.TypesInfo.TypeOf(fn.Type.Results.List[0].Type).Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsInteger|types.IsString) == 0 {
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

// sibling returns the function beside fn that takes a listener, as the code at
// call would spell it; "" if there is none.
func (r *report) sibling(fn *types.Func, call *ast.CallExpr) string {
	name := ""
	if row := sockapi.Lookup(fn); row != nil {
		name = row.Sibling
	} else if !r.isOwn(fn.Pkg()) {
		name = siblingOf(fn)
	}
	selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if name == "" || !ok {
		return name
	}
	return types.ExprString(selector.X) + "." + name
}

// siblingOf returns the name of the one method, or function, beside fn that serves
// on a net.Listener. It is "" if there is none, or a choice.
func siblingOf(fn *types.Func) string {
	name := ""
	for _, other := range beside(fn) {
		secure := strings.Contains(fn.Name(), "TLS") == strings.Contains(other.Name(), "TLS")
		if !other.Exported() || !secure || !serves(other) || !takesListener(other.Signature()) {
			continue
		}
		if name != "" {
			return ""
		}
		name = other.Name()
	}
	return name
}

// beside returns the methods of the type that fn is a method of, or the functions
// of its package.
func beside(fn *types.Func) []*types.Func {
	var all []*types.Func
	if recv := fn.Signature().Recv(); recv != nil {
		for selection := range types.NewMethodSet(recv.Type()).Methods() {
			if m, ok := selection.Obj().(*types.Func); ok {
				all = append(all, m)
			}
		}
		return all
	}
	scope := fn.Pkg().Scope()
	for _, name := range scope.Names() {
		if other, ok := scope.Lookup(name).(*types.Func); ok {
			all = append(all, other)
		}
	}
	return all
}

// serves reports whether fn has the name of what serves on a listener, such as
// Serve, RunListener of gin and Listener of fiber.
func serves(fn *types.Func) bool {
	switch strings.ReplaceAll(fn.Name(), "TLS", "") {
	case "Serve", "ServeListener", "RunListener", "Listener", "StartListener", "StartWithListener", "RunWithListener", "ServeWithListener":
		return true
	}
	return false
}

func takesListener(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if v.Type().String() == "net.Listener" {
			return true
		}
	}
	return false
}

// tellsAddr reports whether what fn returns, or is a method of, has a method that
// tells its address as a net.Addr, which is the one that it is bound to.
func tellsAddr(fn *types.Func) bool {
	sig := fn.Signature()
	t := firstResult(sig.Results())
	if recv := sig.Recv(); recv != nil {
		t = recv.Type()
	}
	m := method(t, "Addr")
	return m != nil && m.Signature().Params().Len() == 0 && firstResult(m.Signature().Results()).String() == "net.Addr"
}

// isStd reports whether pkg is of the standard library: only there does a path
// begin with a word that has no dot.
func isStd(pkg *types.Package) bool {
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return !strings.Contains(first, ".")
}

// qualified returns the name of obj as messages have it: "net.Listen",
// "Server.Start", or "start" if it is of the package from.
func qualified(obj *types.Func, from *types.Package) string {
	if recv := obj.Signature().Recv(); recv != nil {
		t := recv.Type()
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
