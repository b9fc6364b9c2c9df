package memory

import (
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A write is an instruction that sets memory, or may do so.
type write struct {
	instr ssa.Instruction
	val   ssa.Value // what is stored; nil if that is not known
	path  string    // where in val the part is that matters
}

// A spot is what is at a path below an address.
type spot struct {
	addr ssa.Value
	path string
}

// writes are what sets a spot; known is false if that cannot be told, or is of no interest.
type writes struct {
	known   bool
	byInstr map[ssa.Instruction][]write
	turns   map[*ssa.Function]*ssacode.Sequence // of these instructions
}

// A Memory tells what is in the memory of functions, and what no longer is.
type Memory struct {
	*program.Program
	writes map[spot]*writes
	set    map[spot]bool // whether something is set by way of an address, see sets
}

// New returns the memory of the functions of p.
func New(p *program.Program) *Memory { return &Memory{p, map[spot]*writes{}, map[spot]bool{}} }

// Overwritten reports whether what is at path below addr was set to something else
// than a tainted value before instr, after all else that the function does to it.
func (m *Memory) Overwritten(addr ssa.Value, path string, instr ssa.Instruction, tainted func(ssa.Value) bool) bool {
	return overwrites{a: m, tainted: tainted}.before(addr, path, instr)
}

// Replaced reports whether something else than a tainted value may be stored at path below
// addr after instr, or in a function literal.
func (m *Memory) Replaced(addr ssa.Value, path string, instr ssa.Instruction, tainted func(ssa.Value) bool) bool {
	base, path := baseOf(addr, path)
	all, _ := overwrites{a: m, storesOnly: true}.writesTo(base, path, 0)
	if local, ok := base.(*ssa.Alloc); ok {
		for _, store := range m.Stores(local) {
			all = append(all, write{instr: store, val: store.Val})
		}
	}
	return slices.ContainsFunc(all, func(w write) bool {
		return w.val != nil && !tainted(w.val) && (w.instr.Parent() != instr.Parent() || m.OrderOf(instr.Parent()).ComesBefore(instr, w.instr))
	})
}

// An overwrites finds out what is no longer in memory.
type overwrites struct {
	a       *Memory
	tainted func(ssa.Value) bool // whether claims are about a value; nil if that is not known

	storesOnly bool // what calls do does not count
}

// before is what Overwritten returns.
func (ow overwrites) before(addr ssa.Value, path string, instr ssa.Instruction) bool {
	base, path := baseOf(addr, path)
	all := ow.writesAt(spot{base, path})
	turns := all.turns[instr.Parent()]
	if !all.known || turns == nil {
		return false
	}
	// Only the last one that always comes before instr can be after all others.
	last, only := turns.Before(instr)
	return only && slices.ContainsFunc(all.byInstr[last], func(w write) bool { return ow.isFixed(w.val, w.path, 0) })
}

// writesAt returns what sets the spot.
func (ow overwrites) writesAt(at spot) *writes {
	if known := ow.a.writes[at]; known != nil {
		return known
	}
	all := new(writes)
	ow.a.writes[at] = all
	if !ow.isStored(at.addr, at.path) {
		return all
	}
	list, known := ow.writesTo(at.addr, at.path, 0)
	if all.known = known; !known {
		return all
	}
	all.byInstr, all.turns = map[ssa.Instruction][]write{}, map[*ssa.Function]*ssacode.Sequence{}
	instrs := map[*ssa.Function][]ssa.Instruction{}
	for _, w := range list {
		if fn := w.instr.Parent(); all.byInstr[w.instr] == nil {
			instrs[fn] = append(instrs[fn], w.instr)
		}
		all.byInstr[w.instr] = append(all.byInstr[w.instr], w)
	}
	for fn, list := range instrs {
		all.turns[fn] = ssacode.NewSequence(ow.a.OrderOf(fn), list)
	}
	return all
}

// Referred returns what a load of a local variable yields that refers to other memory, such
// as a channel, in which path goes on; and what is left of path there.
func (m *Memory) Referred(load *ssa.UnOp, path string) iter.Seq2[ssa.Value, string] {
	return func(yield func(ssa.Value, string) bool) {
		fields, rest := summary.ToReference(load.Type(), path)
		base, at := baseOf(load.X, fields)
		if rest == "" || !isLocal(base) {
			return
		}
		writes, _ := overwrites{a: m, storesOnly: true}.writesTo(base, at, 0)
		for _, w := range writes {
			replaced := slices.ContainsFunc(writes, func(o write) bool { return w.instr != o.instr && o.isLast(writes, load) })
			if w.val != nil && !replaced && ssacode.ComesBefore(w.instr, load) && !yield(w.val, summary.Join(w.path, rest)) {
				return
			}
		}
	}
}

// isLast reports whether w always comes before instr, and none of the others in between.
func (w write) isLast(others []write, instr ssa.Instruction) bool {
	if w.instr.Parent() != instr.Parent() || !ssacode.Dominates(w.instr, instr) {
		return false
	}
	return !slices.ContainsFunc(others, func(o write) bool {
		return o.instr != w.instr && o.instr != instr && !ssacode.Dominates(o.instr, w.instr) && ssacode.ComesBefore(o.instr, instr)
	})
}

// isStored reports whether something that may be fixed is stored at path below addr. Most
// memory is only read: what calls do with it need not be known then.
func (ow overwrites) isStored(addr ssa.Value, path string) bool {
	ow.storesOnly = true
	stores, _ := ow.writesTo(addr, path, 0)
	return slices.ContainsFunc(stores, func(w write) bool {
		switch w.val.(type) {
		case *ssa.Const, *ssa.Call, *ssa.Extract, *ssa.UnOp:
			return true
		}
		return false
	})
}

// baseOf returns the address that the field addresses addr is made of start at,
// and the path from there.
func baseOf(addr ssa.Value, path string) (ssa.Value, string) {
	for {
		field, ok := addr.(*ssa.FieldAddr)
		if !ok {
			return addr, path
		}
		addr, path = field.X, summary.Join(ssacode.FieldName(field.X.Type(), field.Field), path)
	}
}

// writesTo returns what sets memory at path below addr. ok is false if that
// cannot be told, since others may set it at any time.
func (ow overwrites) writesTo(addr ssa.Value, path string, depth int) (writes []write, ok bool) {
	switch addr := addr.(type) {
	case *ssa.Alloc, *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.FieldAddr, *ssa.TypeAssert, *ssa.UnOp:
	case *ssa.Global:
		return ow.globalWrites(addr, path)
	default:
		return nil, false
	}
	if depth > summary.MaxSteps || addr.Referrers() == nil {
		return nil, false
	}
	for _, ref := range *addr.Referrers() {
		more, ok := ow.writesOf(ref, addr, path, depth)
		if !ok {
			return nil, false
		}
		writes = append(writes, more...)
	}
	return writes, true
}

// writesOf returns what ref, which uses addr, sets at path below it.
func (ow overwrites) writesOf(ref ssa.Instruction, addr ssa.Value, path string, depth int) ([]write, bool) {
	switch ref := ref.(type) {
	case *ssa.Store:
		if ref.Addr != addr {
			return nil, false // others get to know addr
		}
		return []write{{ref, ref.Val, path}}, true
	case *ssa.FieldAddr:
		name := ssacode.FieldName(addr.Type(), ref.Field)
		if rest, below := summary.Cut(path, name); below && path != "" {
			return ow.writesTo(ref, rest, depth+1)
		}
		if path == "" && summary.StandsFor(addr.Type(), name) {
			return ow.writesTo(ref, "", depth+1)
		}
		return nil, true
	case *ssa.MakeClosure:
		return nil, ow.storesOnly || !ow.setsCaptured(ref, addr, path)
	case ssa.CallInstruction:
		if !ow.storesOnly && ow.a.fills(ref, addr, path) {
			return []write{{instr: ref}}, true
		}
		return nil, true
	case *ssa.UnOp:
		if ssacode.IsPointer(ref.Type()) {
			return ow.writesTo(ref, path, depth+1) // what the pointer at addr points to is at addr too
		}
		return nil, true
	case *ssa.MakeInterface:
		return nil, isAddr(ref.Type())
	case *ssa.DebugRef, *ssa.Return, *ssa.BinOp:
		return nil, true
	case *ssa.IndexAddr:
		return []write{{instr: ref}}, true
	}
	return nil, false
}

// isAddr reports whether t is net.Addr, by which nobody sets anything.
func isAddr(t types.Type) bool {
	obj := ssacode.TypeName(t)
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "net" && obj.Name() == "Addr"
}

// setsCaptured reports whether the function that closure makes may set what is at path of the
// variable v, which it captures, or give the address of v away.
func (ow overwrites) setsCaptured(closure *ssa.MakeClosure, v ssa.Value, path string) bool {
	if p, ok := v.Type().Underlying().(*types.Pointer); ok && ssacode.IsPointer(p.Elem()) && (path == "" || ow.a.closureSets(closure, v, path)) {
		return true
	}
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
func (ow overwrites) globalWrites(g *ssa.Global, path string) ([]write, bool) {
	if path != "" {
		return nil, false
	}
	var writes []write
	for _, store := range ow.a.GlobalStores[g] {
		if store.Parent() != ow.a.GlobalStores[g][0].Parent() && store.Parent().Name() != "init" {
			return nil, false
		}
		writes = append(writes, write{store, store.Val, path})
	}
	return writes, true
}

// isFixed reports whether what is at path inside v is constant, or comes from a
// call that is given nothing and yields nothing tainted.
func (ow overwrites) isFixed(v ssa.Value, path string, depth int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Call:
		return ow.isFresh(v, v)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && ow.isFresh(v, call)
	case *ssa.UnOp:
		local, ok := v.X.(*ssa.Alloc)
		if !ok || path == "" {
			return false
		}
		writes, ok := ow.writesTo(local, path, depth+1)
		return ok && depth < summary.MaxSteps && !slices.ContainsFunc(writes, func(w write) bool { return !ow.isFixed(w.val, w.path, depth+1) })
	}
	return false
}

// isFresh reports whether v, a result of call, has nothing to do with what is
// tainted.
func (ow overwrites) isFresh(v ssa.Value, call *ssa.Call) bool {
	if ow.tainted == nil || ow.tainted(v) || ow.tainted(call) || call.Call.IsInvoke() {
		return false
	}
	if _, static := call.Call.Value.(*ssa.Function); !static {
		return false
	}
	return !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		_, constant := arg.(*ssa.Const)
		return !constant && summary.Carries(arg.Type())
	})
}
