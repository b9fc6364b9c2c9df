package portrace

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/sockapi"
)

// advice says in words what to do instead, as concretely as what is in sight
// allows. It is about the use that the message names, and "" if nothing is sure.
func (r *report) advice() string {
	use := r.uses[0]
	switch {
	case use.Role == portflow.Exported && r.endpoint.Helper == "":
		return r.returnAdvice(use)
	case use.Role == portflow.Exported, use.Role == portflow.Unknown:
		return whereUsed
	}
	call := r.call(use)
	if call == nil {
		return ""
	}
	use.Pos = cmp.Or(use.Pos, call.Pos())
	switch use.Role {
	case portflow.Bind:
		return r.bindAdvice(use, call)
	case portflow.Process:
		return r.childAdvice(use, call)
	case portflow.Env:
		return r.variableAdvice(call)
	case portflow.File:
		return "see whether the reader of the file can bind port 0 and tell which, or take a Unix socket"
	}
	return ""
}

// whereUsed is the advice for callers of a helper that frees the port.
const whereUsed = "bind port 0 where the port is used"

// returnAdvice is the advice where an exported function returns the port.
func (r *report) returnAdvice(use portflow.Use) string {
	if fn := r.function(use.Pos); fn != nil && fn.Type.Results.NumFields() > 0 {
		switch r.pass.TypesInfo.TypeOf(fn.Type.Results.List[0].Type).Underlying().(type) {
		case *types.Slice, *types.Array:
			return fmt.Sprintf("return the open %ss instead of their ports", r.socketKind())
		}
	}
	return fmt.Sprintf("return the open %s instead of its port", r.socketKind())
}

// call returns the last call in this package on the way of the port: the one that
// does what the use says, or leads to the code that does. It is nil if it cannot
// be told, as with a function that a loop calls.
func (r *report) call(use portflow.Use) *ast.CallExpr {
	if call := callAt(fileAt(r.pass, use.At), use.At); call != nil {
		return call
	}
	return callAt(fileAt(r.pass, use.Pos), use.Pos)
}

// variableAdvice is the advice where call sets a variable of the environment.
func (r *report) variableAdvice(call *ast.CallExpr) string {
	if len(call.Args) != 2 {
		return ""
	}
	name, ok := constantText(r.pass.TypesInfo, call.Args[0])
	if !ok {
		return ""
	}
	return fmt.Sprintf("see whether the reader of %s can bind port 0 and tell which", name)
}

// bindAdvice is the advice where the port is bound in this process, by call.
func (r *report) bindAdvice(use portflow.Use, call *ast.CallExpr) string {
	callee := typeutil.Callee(r.pass.TypesInfo, call)
	if callee == nil || callee.Pkg() == nil {
		return ""
	}
	if a := sockapi.LookupAlternative(callee.Pkg().Path(), callee.Name()); a != nil {
		return offered(a)
	}
	binder := r.binder(use, call)
	fn, declared := callee.(*types.Func)
	switch {
	case sockapi.Lookup(fn).Has(sockapi.Dials):
		return "leave its local port 0, and ask the connection for its LocalAddr"
	case declared && r.isOwn(fn.Pkg()) && isBasic(firstResult(fn.Signature().Results()), types.IsInteger|types.IsBoolean):
		return r.helperAdvice()
	case r.isOwn(callee.Pkg()) && binder == "" && (declared || callee.Parent() == callee.Pkg().Scope()):
		return r.takeAdvice(use, qualified(callee, r.pass.Pkg))
	case binder != "" && (sockapi.Lookup(fn) != nil || r.isOwn(callee.Pkg()) || declared && r.sibling(fn, call) != ""):
		return r.takeAdvice(use, binder)
	case declared && !r.isOwn(callee.Pkg()):
		return r.directAdvice(use, call, fn)
	}
	return ""
}

// offered says what a package has to offer to those who let it bind an address.
func offered(a *sockapi.Alternative) string {
	switch {
	case a.Listener != "":
		return fmt.Sprintf("%s takes an open listener: %s", a.Name, a.Listener)
	case a.Packet != "":
		return fmt.Sprintf("%s takes an open socket: %s", a.Name, a.Packet)
	case a.Zero != "":
		return fmt.Sprintf("%s can choose the port itself: %s", a.Name, a.Zero)
	}
	return ""
}

// helperAdvice is the advice where the port goes on to another helper, which binds
// it to see whether it is free.
func (r *report) helperAdvice() string {
	if r.endpoint.Helper == "" {
		return ""
	}
	return whereUsed
}

// takeAdvice is the advice where the port goes to the function of that name, of
// this module, which binds it or has it bound.
func (r *report) takeAdvice(use portflow.Use, name string) string {
	kind := r.socketKind()
	helper := r.helper(use.Pos)
	switch {
	case r.endpoint.Helper != "":
		return fmt.Sprintf("let %s bind port 0 itself, or take an open %s", name, kindOfSink(use))
	case r.inSight(use.Pos):
		return fmt.Sprintf("keep %s open and let %s take it", r.socket(), name)
	case helper != "":
		return fmt.Sprintf("let %s return the open %s, and %s take it", helper, kind, name)
	}
	return fmt.Sprintf("keep the %s open and let %s take it", kind, name)
}

// directAdvice is the advice where the function that has the port calls fn, of
// another module, to bind it.
func (r *report) directAdvice(use portflow.Use, call *ast.CallExpr, fn *types.Func) string {
	name := qualified(fn, r.pass.Pkg)
	sibling := r.sibling(fn, call)
	kind := kindOf(firstResult(r.pass.TypesInfo.TypeOf(call)))
	here := r.endpoint.Helper == ""
	switch binds := sockapi.Lookup(fn).Has(sockapi.Acquires); {
	case sibling != "" && here && r.socketKind() == "listener":
		return r.keepAdvice(use, "serve on it with "+sibling)
	case sibling != "":
		return "listen on port 0 here, and serve on that with " + sibling
	case binds && here && kind == r.socketKind():
		return r.keepAdvice(use, "use it instead of binding again")
	case binds:
		return fmt.Sprintf("let %s bind port 0, and ask the %s for its address", name, kind)
	case tellsAddr(fn):
		return fmt.Sprintf("let %s bind port 0, and ask for its Addr", name)
	case !isStd(fn.Pkg()) && !r.hasCallback(call):
		return fmt.Sprintf("see whether %s can take an open listener, or bind port 0 and tell which", name)
	}
	return ""
}

// keepAdvice is the advice to keep the socket until the use, and then do as said.
func (r *report) keepAdvice(use portflow.Use, do string) string {
	helper := r.helper(use.Pos)
	switch {
	case r.inSight(use.Pos):
		return fmt.Sprintf("keep %s open and %s", r.socket(), do)
	case helper != "":
		return fmt.Sprintf("let %s return the open %s, and %s", helper, r.socketKind(), do)
	}
	return fmt.Sprintf("keep the %s open and %s", r.socketKind(), do)
}
