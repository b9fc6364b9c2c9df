package program

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// The environment of the process: what one function sets there, others get.

// VariableSet returns the name of the environment variable that the callee at s sets;
// "" if it is not known, or fl does something else.
func (prog *Program) VariableSet(s *Site, fl *summary.Flow) string {
	if fl.Role != sockapi.Sets || s.Call == nil || fl.From.Root != summary.Param || fl.From.Index == 0 {
		return ""
	}
	if name, missing := prog.Tail(ssacode.Operands(s.Call)[fl.From.Index-1], 0); missing == nil {
		return name
	}
	return ""
}

// OnlyStore returns the one value that is ever stored at the variable addr: a
// local variable, a captured one, or an unexported package-level one.
func (prog *Program) OnlyStore(addr ssa.Value) ssa.Value {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		if stores := prog.Stores(addr); len(stores) == 1 {
			return stores[0].Val
		}
	case *ssa.FreeVar:
		if bound := prog.Binding(addr); bound != nil {
			return prog.OnlyStore(bound)
		}
	case *ssa.Global:
		if stores := prog.GlobalStores[addr]; len(stores) == 1 && !token.IsExported(addr.Name()) {
			return stores[0].Val
		}
	}
	return nil
}

// HeldBy returns the function that an exported variable of the package holds, which is set
// once; nil if it is another variable, or the function is a closure.
func (prog *Program) HeldBy(g *ssa.Global) *ssa.Function {
	stores := prog.GlobalStores[g]
	if g.Pkg != prog.SSA || !token.IsExported(g.Name()) || len(stores) != 1 {
		return nil
	}
	fn, closure := prog.Function(stores[0].Val, 0)
	if closure != nil && len(closure.Bindings) > 0 {
		return nil
	}
	return fn
}

// Settled returns what v is if it is loaded from a variable that is set once, nil if it is
// set more often; else v.
func (prog *Program) Settled(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return prog.OnlyStore(load.X)
	}
	return v
}

// PlaceOf returns the place of p in its function.
func PlaceOf(p *ssa.Parameter) summary.Place {
	return summary.Place{Root: summary.Param, Index: slices.Index(p.Parent().Params, p)}
}

// Reaching returns the stores to the variable at addr that a load of it at
// instr can see. A variable of another package has none.
func (prog *Program) Reaching(addr ssa.Value, instr ssa.Instruction) []*ssa.Store {
	switch addr := addr.(type) {
	case *ssa.Global:
		if !token.IsExported(addr.Name()) {
			return prog.GlobalStores[addr]
		}
	case *ssa.FreeVar:
		if bound := prog.Binding(addr); bound != nil {
			return prog.Reaching(bound, prog.Closure(addr.Parent()))
		}
	case *ssa.Alloc:
		return prog.turnsOf(addr).reaching(instr)
	}
	return nil
}

// turns are the stores to a local variable: in the order of its function, and in literals.
type turns struct {
	here      *ssacode.Sequence
	elsewhere []*ssa.Store
}

// turnsOf returns the stores to the variable alloc.
func (prog *Program) turnsOf(alloc *ssa.Alloc) *turns {
	if t := prog.turns[alloc]; t != nil {
		return t
	}
	t := new(turns)
	var here []ssa.Instruction
	for _, store := range prog.Stores(alloc) {
		if store.Parent() == alloc.Parent() {
			here = append(here, store)
		} else {
			t.elsewhere = append(t.elsewhere, store)
		}
	}
	t.here = ssacode.NewSequence(prog.OrderOf(alloc.Parent()), here)
	prog.turns[alloc] = t
	return t
}

// reaching returns the stores that a load at instr, in the function of the variable, can see.
func (t *turns) reaching(instr ssa.Instruction) []*ssa.Store {
	var all []*ssa.Store
	for _, store := range t.here.Reaching(instr) {
		all = append(all, store.(*ssa.Store))
	}
	return append(all, t.elsewhere...)
}

// OrderOf returns the order of the instructions of fn, which has a body.
func (prog *Program) OrderOf(fn *ssa.Function) *ssacode.Order {
	o := prog.orders[fn]
	if o == nil {
		o = ssacode.NewOrder(fn)
		prog.orders[fn] = o
	}
	return o
}
