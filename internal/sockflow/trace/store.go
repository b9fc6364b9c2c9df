package trace

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// assign follows f to where the address, map, slice or channel addr points:
// path below it now holds what f is about. Whatever else addr may be a name of
// holds it too.
func (t *Tracer) assign(addr ssa.Value, path string, f claim.Claim, instr ssa.Instruction, depth int) {
	if addr == nil {
		return
	}
	if g, ok := addr.(*ssa.Global); ok {
		if v, ok := g.Object().(*types.Var); ok {
			t.leave(f, summary.Place{Root: summary.Global, Global: v, Path: path}, instr)
		}
		return
	}
	t.set.Note(addr, path, instr)
	if f.Sent == nil && !f.Symbolic() && summary.InChannel(addr.Type(), path) {
		f.Sent = instr
	}
	if depth > 2*summary.MaxSteps || !t.enters(f.At(addr, path), depth) || t.tooLong(path) {
		return
	}
	up := func(v ssa.Value, path string) { t.assign(v, path, f, instr, depth+1) }
	switch v := addr.(type) {
	case *ssa.FieldAddr:
		t.setsField(f.At(addr, path), v, instr)
		switch step := ssacode.FieldName(v.X.Type(), v.Field); {
		case path == "" && summary.StandsFor(v.X.Type(), step):
			up(v.X, "")
		case !t.a.leadsBack(v.X.Type(), summary.Join(step, path)):
			up(v.X, summary.Join(step, path))
		}
		return
	case *ssa.IndexAddr:
		up(v.X, summary.Join(at(v.Index), path))
		if store, ok := instr.(*ssa.Store); ok && store.Addr == v && !f.Dir && ssacode.IsText(store.Val.Type()) {
			if flag := t.a.reader.FlagOf(store.Val, v); flag != "" {
				up(v.X, flag)
			}
		}
		return
	}
	if _, seen := t.seen.Depth(f.At(addr, path)); seen {
		return
	}
	t.Add(f.At(addr, path))
	if method, i, rest, ok := summary.CutArgument(path); ok && depth == 0 {
		t.enter(f.At(addr, rest), addr, method, i, instr)
	}
	t.alias(addr, path, f, instr, up)
}

// overwritten reports whether what is at path below the address addr was set to
// something else before instr, after all that the function does to it with claims.
func (t *Tracer) overwritten(addr ssa.Value, path string, instr ssa.Instruction) bool {
	return t.a.memory.Overwritten(addr, path, instr, t.seen.About)
}

// replaced reports whether what callers pass at p was set to something else before
// instr.
func (t *Tracer) replaced(p summary.Place, instr ssa.Instruction) bool {
	if p.Root != summary.Param || p.Path == "" {
		return false
	}
	v := t.scope.Fn.Params[p.Index]
	return ssacode.IsPointer(v.Type()) && t.overwritten(v, p.Path, instr)
}

// gone reports whether what is at path below parameter p was set to something else
// wherever the function returns.
func (t *Tracer) gone(p *ssa.Parameter, path string) bool {
	returns := ssacode.Returns(p.Parent())
	for _, ret := range returns {
		if !t.overwritten(p, path, ret) {
			return false
		}
	}
	return len(returns) > 0
}

// alias follows f, which is stored at path below addr, to the other names of that
// memory.
func (t *Tracer) alias(addr ssa.Value, path string, f claim.Claim, instr ssa.Instruction, up func(ssa.Value, string)) {
	switch v := addr.(type) {
	case *ssa.Alloc:
		pointersIn(v, path, up)
		if p := t.spilled(v); p != nil && (path != "" && ssacode.PointsInto(p) || summary.IsArgument(path)) {
			up(p, path)
		}
	case *ssa.Call:
		t.begun(f.At(v, path), v, 0)
		t.through(v, 0, path, up)
		t.intoResult(v, 0, path, up)
	case *ssa.Extract:
		t.aliasElement(v, path, f, up)
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			up(v.X, summary.Join(summary.Element, path))
			return
		}
		up(v.X, path)
		for val, rest := range t.a.memory.Referred(v, path) {
			up(val, rest)
		}
		if _, number := v.Type().Underlying().(*types.Basic); number && path == "" {
			up(t.a.Settled(v), "") // a descriptor, which is the same in each variable
		}
	case *ssa.Lookup:
		up(v.X, summary.Join(at(v.Index), path))
	case *ssa.Field:
		up(v.X, summary.Join(ssacode.FieldName(v.X.Type(), v.Field), path))
	case *ssa.Phi:
		for _, edge := range v.Edges {
			up(edge, path)
		}
	case *ssa.Slice:
		up(v.X, path)
	case *ssa.ChangeType:
		up(v.X, path)
	case *ssa.ChangeInterface:
		up(v.X, path)
	case *ssa.TypeAssert:
		if !v.CommaOk {
			up(v.X, path)
		}
	case *ssa.MakeInterface:
		up(v.X, path)
	case *ssa.Parameter:
		if path != "" && t.gone(v, path) {
			return
		}
		t.leave(f, program.PlaceOf(v).Below(path), instr)
	case *ssa.FreeVar:
		t.leave(f, summary.Place{Root: summary.Captured, Index: slices.Index(v.Parent().FreeVars, v), Path: path}, instr)
	}
}

// aliasElement is alias for v, which is taken out of a tuple.
func (t *Tracer) aliasElement(v *ssa.Extract, path string, f claim.Claim, up func(ssa.Value, string)) {
	switch from := v.Tuple.(type) {
	case *ssa.Call:
		t.begun(f.At(v, path), from, v.Index)
		t.through(from, v.Index, path, up)
		t.intoResult(from, v.Index, path, up)
	case *ssa.Next:
		if r, ok := from.Iter.(*ssa.Range); ok && v.Index == 2 {
			up(r.X, summary.Join(summary.Element, path))
		}
	case *ssa.Lookup:
		up(from.X, summary.Join(at(from.Index), path))
	case *ssa.TypeAssert:
		up(from.X, path)
	case *ssa.UnOp:
		up(from.X, summary.Join(summary.Element, path))
	}
}

// spilled returns the parameter that the variable alloc holds from first to last,
// which go/ssa has for one that a literal captures; nil if it is no such variable.
func (t *Tracer) spilled(alloc *ssa.Alloc) *ssa.Parameter {
	p, _ := t.a.OnlyStore(alloc).(*ssa.Parameter)
	return p
}

// pointersIn follows what is stored at path below the array at alloc to what its
// elements point to, as with the variables that are given to fmt.Sscan.
func pointersIn(alloc *ssa.Alloc, path string, up func(ssa.Value, string)) {
	if path == "" || !summary.IsElementStep(path) {
		return
	}
	for _, ref := range *alloc.Referrers() {
		slot, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		rest, ok := summary.Cut(path, at(slot.Index))
		if !ok {
			continue
		}
		for _, use := range *slot.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == slot && ssacode.PointsInto(store.Val) {
				up(store.Val, rest)
			}
		}
	}
}

// enters reports whether assign is to follow f on, which is about an address, at
// that depth: it was not there before, or only further down.
func (t *Tracer) enters(f claim.Claim, depth int) bool {
	before, ok := t.stored.Depth(f)
	if ok && before <= depth || t.stored.Len() > 2*MaxFacts {
		return false
	}
	t.stored.Put(f, depth)
	return true
}
