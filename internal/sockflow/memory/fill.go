package memory

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// fills reports whether a call may set what is at path inside its operand v: it is
// not known not to.
func (m *Memory) fills(call ssa.CallInstruction, v ssa.Value, path string) bool {
	s := m.Site(call)
	if s == nil || s.Opaque {
		return true
	}
	if s.Sum == nil {
		return false // there is nothing to know of it
	}
	isOperand := func(to summary.Place) bool {
		return to.Root == summary.Param && overlap(path, to.Path) && s.Operand(to) == v
	}
	return m.calleeSets(s, v, path) || slices.ContainsFunc(s.Sum.Sources, func(src summary.Source) bool {
		return slices.ContainsFunc(src.Outs, func(o summary.Out) bool { return isOperand(o.To) })
	})
}

// overlap reports whether what is at one of the paths is inside of what is at the other.
func overlap(a, b string) bool {
	_, above := summary.Cut(a, b)
	_, below := summary.Cut(b, a)
	return above || below
}

// calleeSets reports whether the callee at s sets what is at path inside v, which it is
// given, to something that is not constant.
func (m *Memory) calleeSets(s *program.Site, v ssa.Value, path string) bool {
	if s.Fn == nil {
		flows := s.Sum.Flows()
		return slices.ContainsFunc(flows, func(fl summary.Flow) bool {
			return fl.To.Root == summary.Param && overlap(path, fl.To.Path) && s.Operand(fl.To) == v
		})
	}
	if s.Closure != nil && slices.Contains(s.Closure.Bindings, v) && m.closureSets(s.Closure, v, path) {
		return true
	}
	if s.Call == nil {
		return false
	}
	for i, arg := range ssacode.Operands(s.Call) {
		if arg == v && i < len(s.Fn.Params) && m.sets(s.Fn.Params[i], path) {
			return true
		}
	}
	return false
}

// closureSets reports whether the function that closure makes sets what is at path inside
// the variable v, which it captures.
func (m *Memory) closureSets(closure *ssa.MakeClosure, v ssa.Value, path string) bool {
	fn := closure.Fn.(*ssa.Function)
	for i, bound := range closure.Bindings {
		if bound == v && i < len(fn.FreeVars) && m.sets(fn.FreeVars[i], path) {
			return true
		}
	}
	return false
}

// sets reports whether what is at path below the address addr is set by way of addr.
func (m *Memory) sets(addr ssa.Value, path string) bool {
	at := spot{addr, path}
	if known, ok := m.set[at]; ok {
		return known
	}
	m.set[at] = false // until it is known: for functions that call themselves
	if addr.Referrers() != nil {
		m.set[at] = slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool { return m.setsBy(ref, addr, path) })
	}
	return m.set[at]
}

// setsBy reports whether ref, which uses addr, sets what is at path below it.
func (m *Memory) setsBy(ref ssa.Instruction, addr ssa.Value, path string) bool {
	switch ref := ref.(type) {
	case *ssa.Store:
		_, constant := ref.Val.(*ssa.Const)
		return ref.Addr == addr && !constant && summary.Carries(ref.Val.Type())
	case *ssa.FieldAddr:
		return m.setsStep(ref, ssacode.FieldName(addr.Type(), ref.Field), path)
	case *ssa.IndexAddr:
		return m.setsStep(ref, summary.Element, path)
	case *ssa.MapUpdate:
		return ref.Map == addr && m.setsElement(ref.Value, path)
	case *ssa.UnOp:
		return ssacode.IsPointer(ref.Type()) && m.sets(ref, path)
	case *ssa.Phi, *ssa.ChangeType:
		return m.sets(ref.(ssa.Value), path)
	case *ssa.MakeClosure:
		return m.closureSets(ref, addr, path)
	case ssa.CallInstruction:
		s := m.Site(ref)
		return s != nil && s.Sum != nil && m.calleeSets(s, addr, path)
	}
	return false
}

// setsStep is sets for the address of what is one step inside the value that path goes into.
func (m *Memory) setsStep(addr ssa.Value, step, path string) bool {
	rest, below := summary.Cut(path, step)
	return (below || path == "") && m.sets(addr, rest)
}

// setsElement reports whether to make v an element of a map sets what is at path in it.
func (m *Memory) setsElement(v ssa.Value, path string) bool {
	_, constant := v.(*ssa.Const)
	return !constant && summary.Carries(v.Type()) && overlap(path, summary.Element)
}
