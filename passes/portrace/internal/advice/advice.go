// Package advice says in words what code can do instead of giving away the port of
// a closed socket. It looks at the code around a finding, and at the tables of
// what packages and programs have to offer.
package advice

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// For says what to do instead of the fault that f is about, as concretely as what is
// in sight allows. It is about the first use of f, which its message names, and ""
// if nothing is sure.
func For(f *finding.Finding) string { return (&adviser{Finding: f}).advice() }

// An adviser knows one finding and the code around it.
type adviser struct {
	*finding.Finding
	given map[*types.Var][]ast.Expr // what parameters are set to on the way of the port
}

func (a *adviser) advice() string {
	use := a.Uses[0]
	switch {
	case use.Role == handoff.Exported && a.Endpoint.Helper == "":
		return a.returnAdvice(use)
	case use.Role == handoff.Exported, use.Role == handoff.Unknown:
		return whereUsed
	}
	call := a.call(use)
	if call == nil {
		return ""
	}
	use.Pos = cmp.Or(use.Pos, call.Pos())
	switch use.Role {
	case handoff.Bind:
		if a.ExpectsNobody(finding.Position(a.Endpoint), use) {
			return whereNobody
		}
		return a.bindAdvice(use, call)
	case handoff.Process:
		return a.childAdvice(use, call)
	case handoff.Env:
		return a.variableAdvice(call)
	case handoff.File:
		return "see whether the reader of the file can bind port 0 and tell which, or take a Unix socket"
	}
	return ""
}

// whereUsed is the advice for callers of a helper that frees the port.
const whereUsed = "bind port 0 where the port is used"

// whereNobody is the advice where somebody dials the port before it is bound, which may
// be what a test is about: a socket that stays open would answer. The path of a Unix
// socket is nobody else's while nobody listens there.
const whereNobody = "if nobody is to answer before that, try a fresh port when the bind fails, or take a Unix socket"

// returnAdvice is the advice where an exported function returns the port.
func (a *adviser) returnAdvice(use ports.Use) string {
	if fn := a.function(use.Pos); fn != nil && fn.Type.Results.NumFields() > 0 {
		switch a.Pass.TypesInfo.TypeOf(fn.Type.Results.List[0].Type).Underlying().(type) {
		case *types.Slice, *types.Array:
			return fmt.Sprintf("return the open %ss instead of their ports", a.socketKind())
		}
	}
	return fmt.Sprintf("return the open %s instead of its port", a.socketKind())
}

// call returns the last call in this package on the way of the port: the one that
// does what the use says, or leads to the code that does. It is nil if it cannot
// be told, as with a function that a loop calls.
func (a *adviser) call(use ports.Use) *ast.CallExpr {
	if call := a.callAt(use.At); call != nil {
		return call
	}
	return a.callAt(use.Pos)
}

// variableAdvice is the advice where call sets a variable of the environment.
func (a *adviser) variableAdvice(call *ast.CallExpr) string {
	if len(call.Args) != 2 {
		return ""
	}
	name, ok := a.constant(call.Args[0])
	if !ok {
		return ""
	}
	return fmt.Sprintf("see whether the reader of %s can bind port 0 and tell which", name)
}

// bindAdvice is the advice where the port is bound in this process, by call.
func (a *adviser) bindAdvice(use ports.Use, call *ast.CallExpr) string {
	if sibling := a.siblingOfValue(call); sibling != "" {
		return a.serveAdvice(use, sibling)
	}
	callee := typeutil.Callee(a.Pass.TypesInfo, call)
	if callee == nil || callee.Pkg() == nil {
		return ""
	}
	if other := sockapi.LookupAlternative(callee.Pkg().Path(), callee.Name()); other != nil {
		return offered(other)
	}
	binder := a.binder(use, call)
	fn, declared := callee.(*types.Func)
	switch {
	case sockapi.Lookup(fn).Has(sockapi.Dials):
		return "leave its local port 0, and ask the connection for its LocalAddr"
	case declared && a.isOwn(fn.Pkg()) && syntax.IsBasic(syntax.FirstResult(fn.Signature().Results()), types.IsInteger|types.IsBoolean):
		return a.helperAdvice()
	case a.isOwn(callee.Pkg()) && binder == "" && (declared || callee.Parent() == callee.Pkg().Scope()):
		return a.takeAdvice(use, qualified(callee, a.Pass.Pkg))
	case binder != "" && (sockapi.Lookup(fn) != nil || a.isOwn(callee.Pkg()) || declared && a.sibling(fn, call.Fun) != ""):
		return a.takeAdvice(use, binder)
	case declared && !a.isOwn(callee.Pkg()):
		return a.directAdvice(use, call, fn)
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
func (a *adviser) helperAdvice() string {
	if a.Endpoint.Helper == "" {
		return ""
	}
	return whereUsed
}

// takeAdvice is the advice where the port goes to the function of that name, of
// this module, which binds it or has it bound.
func (a *adviser) takeAdvice(use ports.Use, name string) string {
	kind := a.socketKind()
	helper := a.helper(use.Pos)
	switch {
	case a.Endpoint.Helper != "", a.OtherNetwork(use):
		return fmt.Sprintf("let %s bind port 0 itself, or take an open %s", name, kindOfSink(use))
	case a.inSight(use.Pos):
		return fmt.Sprintf("keep %s open and let %s take it", a.Socket(), name)
	case helper != "":
		return fmt.Sprintf("let %s return the open %s, and %s take it", helper, kind, name)
	}
	return fmt.Sprintf("keep the %s open and let %s take it", kind, name)
}

// directAdvice is the advice where the function that has the port calls fn, of
// another module, to bind it.
func (a *adviser) directAdvice(use ports.Use, call *ast.CallExpr, fn *types.Func) string {
	name := qualified(fn, a.Pass.Pkg)
	sibling := a.sibling(fn, call.Fun)
	kind := kindOf(syntax.FirstResult(a.Pass.TypesInfo.TypeOf(call)))
	here := a.Endpoint.Helper == ""
	switch binds := sockapi.Lookup(fn).Has(sockapi.Acquires); {
	case sibling != "":
		return a.serveAdvice(use, sibling)
	case binds && here && kind == a.socketKind():
		return a.keepAdvice(use, "use it instead of binding again")
	case binds:
		return fmt.Sprintf("let %s bind port 0, and ask the %s for its address", name, kind)
	case tellsAddr(fn):
		return fmt.Sprintf("let %s bind port 0, and ask for its Addr", name)
	case !syntax.IsStandard(fn.Pkg().Path()) && !a.hasCallback(call):
		return fmt.Sprintf("see whether %s can take an open listener, or bind port 0 and tell which", name)
	}
	return ""
}

// serveAdvice is the advice to serve with sibling, which takes a listener.
func (a *adviser) serveAdvice(use ports.Use, sibling string) string {
	if a.Endpoint.Helper == "" && a.socketKind() == "listener" {
		return a.keepAdvice(use, "serve on it with "+sibling)
	}
	return "listen on port 0 here, and serve on that with " + sibling
}

// keepAdvice is the advice to keep the socket until the use, and then do as said.
func (a *adviser) keepAdvice(use ports.Use, do string) string {
	helper := a.helper(use.Pos)
	switch {
	case a.inSight(use.Pos):
		return fmt.Sprintf("keep %s open and %s", a.Socket(), do)
	case helper != "":
		return fmt.Sprintf("let %s return the open %s, and %s", helper, a.socketKind(), do)
	}
	return fmt.Sprintf("keep the %s open and %s", a.socketKind(), do)
}
