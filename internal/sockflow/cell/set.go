package cell

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// StillThere returns those of the events in fn that may be about what was in the cell when
// fn was called: not those after fn has set the field to something of its own. The event is
// at the instruction that at tells.
func StillThere[E any](c Cell, fn *ssa.Function, events []E, at func(E) ssa.Instruction) []E {
	sets := c.setsIn(fn)
	if len(sets) == 0 {
		return events
	}
	return slices.DeleteFunc(slices.Clone(events), func(ev E) bool {
		return slices.ContainsFunc(sets, func(set *ssa.Store) bool { return ssacode.Dominates(set, at(ev)) })
	})
}

// setsIn returns where fn sets the field that c is, of a value that it is given, to something
// that is not made of it.
func (c Cell) setsIn(fn *ssa.Function) []*ssa.Store {
	if c.Glob != nil || !summary.IsOneField(c.Path) {
		return nil
	}
	var sets []*ssa.Store
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if store, ok := instr.(*ssa.Store); ok && c.isField(store.Addr) && isGiven(store.Addr.(*ssa.FieldAddr).X) && !c.madeOf(store.Val, 0) {
				sets = append(sets, store)
			}
		}
	}
	return sets
}

// isField reports whether addr is that of the field.
func (c Cell) isField(addr ssa.Value) bool {
	field, ok := addr.(*ssa.FieldAddr)
	return ok && ssacode.TypeName(field.X.Type()) == c.Type && ssacode.FieldName(field.X.Type(), field.Field) == c.Path
}

// isGiven reports whether v is a parameter, or the variable that holds one, which a literal
// captures.
func isGiven(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		local, ok := load.X.(*ssa.Alloc)
		return ok && slices.ContainsFunc(*local.Referrers(), func(ref ssa.Instruction) bool {
			store, ok := ref.(*ssa.Store)
			return ok && store.Addr == local && isGiven(store.Val)
		})
	}
	_, param := v.(*ssa.Parameter)
	return param
}

// madeOf reports whether v may be made of what is in the field.
func (c Cell) madeOf(v ssa.Value, depth int) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		if _, field := load.X.(*ssa.FieldAddr); field {
			return c.isField(load.X)
		}
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	if depth > 2*summary.MaxSteps {
		return true
	}
	return slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool {
		return *op != nil && c.madeOf(*op, depth+1)
	})
}
