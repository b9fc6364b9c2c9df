package portflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A write is an instruction that sets memory, or may do so.
type write struct {
	instr ssa.Instruction
	fixed bool // what it sets has a constant value, also the zero value
}

// overwritten reports whether what is at path below the address addr was set to
// a constant before instr, after all else that the function does to it.
func (a *analyzer) overwritten(addr ssa.Value, path string, instr ssa.Instruction) bool {
	base, path := baseOf(addr, path)
	writes, ok := a.writesTo(base, path, 0)
	if !ok {
		return false
	}
	for _, w := range writes {
		if !w.fixed || w.instr.Parent() != instr.Parent() || !dominates(w.instr, instr) {
			continue
		}
		if !slices.ContainsFunc(writes, func(o write) bool {
			return o.instr != w.instr && o.instr != instr && !dominates(o.instr, w.instr) && comesBefore(o.instr, instr)
		}) {
			return true
		}
	}
	return false
}

// baseOf returns the address that the field addresses addr is made of start at,
// and the path from there.
func baseOf(addr ssa.Value, path string) (ssa.Value, string) {
	for {
		field, ok := addr.(*ssa.FieldAddr)
		if !ok {
			return addr, path
		}
		addr, path = field.X, join(fieldName(field.X.Type(), field.Field), path)
	}
}

// writesTo returns what sets memory at path below addr. ok is false if that
// cannot be told, since others may set it at any time.
func (a *analyzer) writesTo(addr ssa.Value, path string, depth int) (writes []write, ok bool) {
	switch addr := addr.(type) {
	case *ssa.Alloc, *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.FieldAddr, *ssa.TypeAssert:
	case *ssa.Global:
		return a.globalWrites(addr, path)
	default:
		return nil, false
	}
	if depth > maxSteps || addr.Referrers() == nil {
		return nil, false
	}
	for _, ref := range *addr.Referrers() {
		more, ok := a.writesOf(ref, addr, path, depth)
		if !ok {
			return nil, false
		}
		writes = append(writes, more...)
	}
	return writes, true
}

// writesOf returns what ref, which uses addr, sets at path below it.
func (a *analyzer) writesOf(ref ssa.Instruction, addr ssa.Value, path string, depth int) ([]write, bool) {
	switch ref := ref.(type) {
	case *ssa.Store:
		if ref.Addr != addr {
			return nil, false // others get to know addr
		}
		return []write{{ref, a.isFixed(ref.Val, path, depth)}}, true
	case *ssa.FieldAddr:
		name := fieldName(addr.Type(), ref.Field)
		if rest, below := cut(path, name); below && path != "" {
			return a.writesTo(ref, rest, depth+1)
		}
		if path == "" && standsFor(addr.Type(), name) {
			return a.writesTo(ref, "", depth+1)
		}
		return nil, true
	case *ssa.MakeClosure:
		return nil, !a.setsCaptured(ref, addr)
	case ssa.CallInstruction:
		if a.fills(ref, addr) {
			return []write{{ref, false}}, true
		}
		return nil, true
	case *ssa.UnOp, *ssa.DebugRef, *ssa.Return, *ssa.BinOp:
		return nil, true
	case *ssa.IndexAddr:
		return []write{{ref, false}}, true
	}
	return nil, false
}

// fills reports whether a call may set something inside its operand v: it is not
// known not to.
func (a *analyzer) fills(call ssa.CallInstruction, v ssa.Value) bool {
	s := a.callee(call)
	if s == nil || s.sum == nil {
		return true
	}
	isOperand := func(to place) bool { return to.root == param && s.operand(to) == v }
	return slices.ContainsFunc(s.sum.flows, func(f flow) bool { return isOperand(f.to) }) ||
		slices.ContainsFunc(s.sum.sources, func(src source) bool {
			return slices.ContainsFunc(src.outs, func(o out) bool { return isOperand(o.to) })
		})
}

// gone reports whether what is at path below parameter p of fn was set to a
// constant wherever fn returns.
func (a *analyzer) gone(p *ssa.Parameter, path string) bool {
	returns := 0
	for _, block := range p.Parent().Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if ok && !a.overwritten(p, path, ret) {
			return false
		}
		returns += index(ok)
	}
	return returns > 0
}

// setsCaptured reports whether the function that closure makes may set the
// variable v, which it captures, or give its address away.
func (a *analyzer) setsCaptured(closure *ssa.MakeClosure, v ssa.Value) bool {
	fn := closure.Fn.(*ssa.Function)
	for i, bound := range closure.Bindings {
		if bound != v || i >= len(fn.FreeVars) {
			continue
		}
		for _, ref := range *fn.FreeVars[i].Referrers() {
			if _, load := ref.(*ssa.UnOp); !load {
				return true
			}
		}
	}
	return false
}

// globalWrites returns the stores to a whole package-level variable that only one
// function sets.
func (a *analyzer) globalWrites(g *ssa.Global, path string) ([]write, bool) {
	if path != "" {
		return nil, false
	}
	var writes []write
	for _, store := range a.globalStores[g] {
		if store.Parent() != a.globalStores[g][0].Parent() && store.Parent().Name() != "init" {
			return nil, false
		}
		writes = append(writes, write{store, a.isFixed(store.Val, path, 0)})
	}
	return writes, true
}

// isFixed reports whether what is at path inside v is constant.
func (a *analyzer) isFixed(v ssa.Value, path string, depth int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		local, ok := v.X.(*ssa.Alloc)
		if !ok || path == "" {
			return false
		}
		writes, ok := a.writesTo(local, path, depth+1)
		return ok && !slices.ContainsFunc(writes, func(w write) bool { return !w.fixed })
	}
	return false
}
