package trace

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// What is stored in the memory that a result of a call points to is in that of others, too.

// through follows what is stored at path below result i of a call to where that
// points: into one of the operands, as with a method that returns &x.field, or an
// encoder that stands for its writer.
func (t *Tracer) through(call *ssa.Call, i int, path string, up func(ssa.Value, string)) {
	s := t.a.Site(call)
	if s == nil || s.Sum == nil || !ssacode.IsPointer(s.Call.Signature().Results().At(i).Type()) {
		return
	}
	row := s.Obj != nil && sockapi.Lookup(s.Obj) != nil
	result := s.Call.Signature().Results().At(i).Type()
	for n, v := range ssacode.Operands(s.Call) {
		if !row && (path == "" || !mayHold(v.Type(), result)) {
			continue
		}
		for fl := range t.flowsFrom(s.Sum, summary.Place{Root: summary.Param, Index: n}) {
			if fl.Role == sockapi.Carries && fl.Of == summary.Itself && fl.To == (summary.Place{Root: summary.Result, Index: i}) && (row || summary.IsOneField(fl.From.Path)) {
				up(v, summary.Join(fl.From.Path, path))
			}
		}
	}
}

// begun follows f, which is sent on a channel in result i of a call, to what the callee has
// begun: goroutines that receive from it.
func (t *Tracer) begun(f claim.Claim, call *ssa.Call, i int) {
	s := t.a.Site(call)
	if s == nil || s.Fn == nil || !summary.InChannel(f.Val.Type(), f.Path) {
		return
	}
	for fl := range s.Sum.From(summary.Place{Root: summary.Result, Index: i, Path: f.Path}) {
		t.apply(f, s, fl)
	}
}

// mayHold reports whether the pointer result may point to a field of what is at t, or be in
// one.
func mayHold(t, result types.Type) bool {
	s := ssacode.StructOf(t)
	if s == nil {
		return false
	}
	return slices.ContainsFunc(slices.Collect(s.Fields()), func(f *types.Var) bool {
		return types.Identical(pointed(f.Type()), pointed(result))
	})
}

// pointed returns what t points to, or t.
func pointed(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// Shared returns the place, of those that callers share, that v refers to; nowhere if there is
// none.
func (fw *Follower) Shared(v ssa.Value) summary.Place { return fw.memory.Shared(v, 0) }

// intoResult follows what is stored at path below result i of a call of a function of the
// package to the variable or operand that the result is: as with Get().Addr = a, or methods
// that return their receiver.
func (t *Tracer) intoResult(call *ssa.Call, i int, path string, up func(ssa.Value, string)) {
	s := t.a.Site(call)
	if path == "" || s == nil || s.Fn == nil {
		return
	}
	switch at := t.a.memory.ResultAt(s.Fn, i, 0); at.Root {
	case summary.Global:
		up(t.a.GlobalOf(at.Global), summary.Join(at.Path, path))
	case summary.Param, summary.Captured:
		if v := s.Operand(at); v != nil {
			up(v, summary.Join(at.Path, path))
		}
	}
}
