package advice

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// What an API that binds an address has beside it.

// sibling returns the function beside fn that takes a listener, spelled as the code
// spells fn in fun; "" if there is none.
func (a *adviser) sibling(fn *types.Func, fun ast.Expr) string {
	name := ""
	if row := sockapi.LookupSibling(fn); row != nil {
		name = row.Function()
	} else if !a.isOwn(fn.Pkg()) && sockapi.Lookup(fn) == nil {
		name = similar(fn)
	}
	selector, ok := ast.Unparen(fun).(*ast.SelectorExpr)
	if name == "" || !ok {
		return name
	}
	return types.ExprString(selector.X) + "." + name
}

// siblingOfValue returns the sibling of the method whose value call gets, as with
//
//	group.Go(srv.ListenAndServe)
//
// It is "" if there is no such value, or no sibling.
func (a *adviser) siblingOfValue(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		selector, ok := ast.Unparen(arg).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		method, ok := a.Pass.TypesInfo.Uses[selector.Sel].(*types.Func)
		if ok && sockapi.Lookup(method).Has(sockapi.Binds) {
			return a.sibling(method, selector)
		}
	}
	return ""
}

// similar returns the name of the one method, or function, beside fn that serves
// on a net.Listener. It is "" if there is none, or a choice.
func similar(fn *types.Func) string {
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
	t := syntax.FirstResult(sig.Results())
	if recv := sig.Recv(); recv != nil {
		t = recv.Type()
	}
	m := syntax.Method(t, "Addr")
	return m != nil && m.Signature().Params().Len() == 0 && syntax.FirstResult(m.Signature().Results()).String() == "net.Addr"
}
