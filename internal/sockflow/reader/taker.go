package reader

import (
	"go/types"
	"path"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Takers: code that cannot be seen, and is given a port. By what is in sight, it may be
// known whether it listens or connects.

// TakerOf tells what the callee at s, which cannot be seen, does with the address that f
// is about. It connects if a name says so: of the configuration that the address is in,
// the innermost first, of the callee, or of where it is from. It listens if the callee,
// or what it returns, is started in sight.
func (r *Reader) TakerOf(f claim.Claim, s *program.Site) sockapi.Reader {
	if s.Call == nil {
		return sockapi.Unsaid
	}
	for _, name := range append(containersOf(f), calleeNames(s)...) {
		says := sockapi.ReaderOfCode(name)
		if says.Dials() {
			return says
		}
		if says == sockapi.Listens {
			break
		}
	}
	if result, ok := s.Instr.(*ssa.Call); ok && yieldsThing(s.Call.Signature()) {
		if !r.startedIn(result, 0) {
			return sockapi.Unsaid
		}
		return sockapi.Listens
	}
	for _, name := range calleeNames(s) {
		if sockapi.IsStarting(name) || sockapi.ReaderOfCode(name) == sockapi.Listens {
			return sockapi.Listens
		}
	}
	return sockapi.Unsaid
}

// containersOf returns the names of what f is in, from the inside out: fields, and types
// with their packages.
func containersOf(f claim.Claim) []string {
	typ := ssacode.Unboxed(f.Val).Type()
	if f.Dyn != nil && types.IsInterface(typ) {
		typ = f.Dyn
	}
	var names []string
	add := func(all ...string) { names = append(all, names...) }
	addType := func() {
		if t := ssacode.TypeName(typ); t != nil && t.Pkg() != nil {
			add(t.Name(), path.Base(t.Pkg().Path()), path.Base(path.Dir(t.Pkg().Path())))
		}
	}
	addType()
	for _, step := range summary.Steps(f.Path) {
		if summary.IsField(step) {
			add(step)
		}
		typ = summary.StepType(typ, step)
		addType()
	}
	return names
}

// calleeNames returns the names of the callee, from the inside out: of an interface's
// method, those of the interface and its package too.
func calleeNames(s *program.Site) []string {
	if !s.Call.IsInvoke() {
		switch v := s.Call.Value.(type) {
		case *ssa.UnOp:
			if field, ok := v.X.(*ssa.FieldAddr); ok {
				return []string{ssacode.FieldName(field.X.Type(), field.Field)}
			}
			return []string{v.X.Name()}
		case *ssa.Parameter:
			return []string{v.Name()}
		}
		return nil
	}
	names := []string{s.Call.Method.Name()}
	if t := ssacode.TypeName(s.Call.Value.Type()); t != nil && t.Pkg() != nil {
		names = append(names, t.Name(), path.Base(t.Pkg().Path()))
	}
	return names
}

// yieldsThing reports whether a function returns something that has methods, and is no
// error: what it made, and what may have to be started.
func yieldsThing(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if !ssacode.IsError(v.Type()) && types.NewMethodSet(v.Type()).Len() > 0 {
			return true
		}
	}
	return false
}

// startedIn reports whether a method of v, or of what is taken out of it, is called which
// starts it: here, or in a function of the package that it is passed to.
func (r *Reader) startedIn(v ssa.Value, depth int) bool {
	if depth > 2*summary.MaxSteps || v.Referrers() == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case ssa.CallInstruction:
			if r.startedBy(ref, v) {
				return true
			}
		case *ssa.Extract, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.TypeAssert, *ssa.UnOp:
			if r.startedIn(ref.(ssa.Value), depth+1) {
				return true
			}
		case *ssa.Store:
			if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v && r.startedIn(alloc, depth+1) {
				return true
			}
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, bound := range ref.Bindings {
				if bound == v && i < len(fn.FreeVars) && r.startedIn(fn.FreeVars[i], depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// startedBy reports whether a call starts v, one of its operands.
func (r *Reader) startedBy(call ssa.CallInstruction, v ssa.Value) bool {
	c := call.Common()
	if c.IsInvoke() && c.Value == v {
		return sockapi.IsStarting(c.Method.Name())
	}
	s := r.Site(call)
	if s == nil || len(c.Args) == 0 {
		return false
	}
	if s.Obj != nil && s.Obj.Signature().Recv() != nil && c.Args[0] == v {
		return sockapi.IsStarting(s.Obj.Name())
	}
	if s.Sum == nil {
		return false
	}
	for i, arg := range c.Args {
		if arg != v {
			continue
		}
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if fl.Role == summary.Invokes && fl.From.Path == "" && sockapi.IsStarting(fl.Sink.Name) {
				return true
			}
		}
	}
	return false
}
