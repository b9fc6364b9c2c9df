package trace

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Options: functions, or values with a method, that leave something in the structs that they
// are given. Who makes an option knows what that is, and who calls it, where.

// fills follows what the function that f is about, or its method, which a caller knows,
// leaves in the structs that s passes to it, and what it calls the functions with.
func (t *Tracer) fills(f claim.Claim, s *program.Site, method string) {
	for i, arg := range s.Call.Args {
		g := f.Below(stored(method, i))
		switch typ := arg.Type().Underlying().(type) {
		case *types.Pointer:
			if ssacode.StructOf(typ) != nil {
				t.assign(arg, "", g, s.Instr, 0)
			}
		case *types.Signature:
			for n := range typ.Params().Len() {
				t.assign(arg, summary.Argument(n), g.Below(summary.Argument(n)), s.Instr, 0)
			}
		}
	}
}

// unpacks follows f, if it is about what a function leaves in an argument, or its method, to
// that argument at s.
func (t *Tracer) unpacks(f claim.Claim, s *program.Site, method string) {
	if m, i, rest, ok := summary.CutStored(f.Path); ok && m == method && i < len(s.Call.Args) {
		t.assign(s.Call.Args[i], rest, f, s.Instr, 0)
	}
}

// option follows f, about an interface value, through the method of it that s calls. Only
// what the function makes is there to be filled by whatever it calls.
func (t *Tracer) option(f claim.Claim, s *program.Site) {
	method := s.Call.Method.Name()
	t.unpacks(f, s, method)
	if f.Symbolic() && f.Kind == summary.Itself && f.Path == "" && slices.ContainsFunc(s.Call.Args, isMadeHere) {
		t.fills(f, s, method)
	}
}

// isMadeHere reports whether v is the address of a variable of the function, or of a field of
// one.
func isMadeHere(v ssa.Value) bool {
	for {
		switch at := v.(type) {
		case *ssa.FieldAddr:
			v = at.X
		case *ssa.Alloc:
			return true
		default:
			return false
		}
	}
}

// packs follows f, about the value that i makes an interface value of the package's own, to
// what the methods of that leave in the structs that they are given.
func (t *Tracer) packs(f claim.Claim, i *ssa.MakeInterface) {
	iface, ok := i.Type().Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range iface.Methods() {
		if !t.a.isOwn(m) || !fillsStructs(m) {
			continue
		}
		sum := t.a.MethodOf(i.X.Type(), m.Name())
		if sum == nil {
			continue
		}
		for fl := range t.flowsFrom(sum, summary.Place{Root: summary.Param, Path: f.Path}) {
			if fl.Role != sockapi.Carries && fl.Role != sockapi.Formats || fl.To.Root != summary.Param || fl.To.Index == 0 {
				continue
			}
			if g, ok := t.match(f, &program.Site{Instr: i}, fl); ok {
				path := summary.Join(stored(m.Name(), fl.To.Index-1), summary.Join(fl.To.Path, g.Path))
				t.Add(g.At(i, path))
			}
		}
	}
}

// stored is the path from a function value, or one with such a method, to what it leaves in
// argument i.
func stored(method string, i int) string {
	if method == "" {
		return summary.Stored(i)
	}
	return summary.Join(summary.MethodStep(method), summary.Stored(i))
}

// isOwn reports whether the interface's method m is declared in the package.
func (fw *Follower) isOwn(m *types.Func) bool { return m.Pkg() == fw.Pass.Pkg }

// fillsStructs reports whether callers of m pass it structs to fill in.
func fillsStructs(m *types.Func) bool {
	for p := range m.Signature().Params().Variables() {
		if isStructPointer(p.Type()) {
			return true
		}
	}
	return false
}

func isStructPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok && ssacode.StructOf(t) != nil
}
