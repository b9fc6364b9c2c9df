package cell

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A setting is an instruction that sets a field of a thing anew: to something that is not made
// of what is in the field.
type setting struct {
	instr ssa.Instruction
	of    ssa.Value // see thing
}

// settingsKey is the field and the function of settings.
type settingsKey struct {
	Cell
	fn *ssa.Function
}

// StillThere returns those of the events in fn that may be about what was in the cell when
// fn was called: not those after fn has set the field to something of its own. The event is
// at the instruction that at tells.
func StillThere[E any](x *Index, c Cell, fn *ssa.Function, events []E, at func(E) ssa.Instruction) []E {
	sets := x.settings(c, fn)
	if len(sets) == 0 {
		return events
	}
	return slices.DeleteFunc(slices.Clone(events), func(ev E) bool {
		return slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return isSet(sets, p, at(ev)) })
	})
}

// maxCallers is how many calls before one are looked at for what sets a field.
const maxCallers = 3

// ComesTo reports whether fn may find in the cell what was there before. It does not if all
// who call it, as far as that is in sight, set the field of what they pass right before:
// whoever follows what they do meets what fn does with that.
func (x *Index) ComesTo(c Cell, fn *ssa.Function) bool { return x.comesTo(c, fn, 0) }

func (x *Index) comesTo(c Cell, fn *ssa.Function, depth int) bool {
	callers := x.Callers(fn)
	if c.Glob != nil || len(callers) == 0 || depth == maxCallers {
		return true
	}
	return slices.ContainsFunc(callers, func(s *program.Site) bool {
		return !slices.ContainsFunc(x.passed(c, s), func(v ssa.Value) bool { return !x.findsAt(c, v, s, depth) })
	})
}

// passed returns the operands of s that have the field.
func (x *Index) passed(c Cell, s *program.Site) []ssa.Value {
	if s.Call == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(ssacode.Operands(s.Call)), func(v ssa.Value) bool { return ssacode.TypeName(v.Type()) != c.Type })
}

// findsAt reports whether v, which s passes, may have in the field what was there before.
func (x *Index) findsAt(c Cell, v ssa.Value, s *program.Site, depth int) bool {
	fn := s.Instr.Parent()
	if isSet(x.settings(c, fn), v, s.Instr) {
		return false
	}
	_, given := thing(v).(*ssa.Parameter)
	return !given || x.comesTo(c, fn, depth+1)
}

// isSet reports whether one of the settings, of the thing that v is, always comes before instr.
func isSet(sets []setting, v ssa.Value, instr ssa.Instruction) bool {
	return slices.ContainsFunc(sets, func(set setting) bool {
		return set.of == thing(v) && set.instr != instr && set.instr.Parent() == instr.Parent() && ssacode.Dominates(set.instr, instr)
	})
}

// settings returns where fn sets the field that c is anew, also by functions that it calls.
func (x *Index) settings(c Cell, fn *ssa.Function) []setting {
	if c.Glob != nil || !summary.IsOneField(c.Path) {
		return nil
	}
	key := settingsKey{c, fn}
	if known, ok := x.set[key]; ok {
		return known
	}
	x.set[key] = nil // until it is known: for functions that call themselves
	var sets []setting
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			sets = append(sets, x.settingsBy(c, instr)...)
		}
	}
	x.set[key] = sets
	return sets
}

// settingsBy is settings for one instruction.
func (x *Index) settingsBy(c Cell, instr ssa.Instruction) (sets []setting) {
	switch i := instr.(type) {
	case *ssa.Store:
		if c.isField(i.Addr) && !c.madeOf(i.Val, 0) {
			return []setting{{i, thing(i.Addr.(*ssa.FieldAddr).X)}}
		}
	case *ssa.Call:
		s := x.Site(i)
		if s == nil || s.Fn == nil || s.Opaque {
			return nil
		}
		for n, v := range i.Call.Args {
			if n < len(s.Fn.Params) && ssacode.TypeName(v.Type()) == c.Type && x.alwaysSets(c, s.Fn.Params[n]) {
				sets = append(sets, setting{i, thing(v)})
			}
		}
	}
	return sets
}

// alwaysSets reports whether a function, unless it fails, sets the field of its parameter p.
func (x *Index) alwaysSets(c Cell, p *ssa.Parameter) bool {
	sets := x.settings(c, p.Parent())
	if len(sets) == 0 {
		return false
	}
	return !slices.ContainsFunc(ssacode.Returns(p.Parent()), func(ret *ssa.Return) bool {
		return !ssacode.IsFailure(ret) && !isSet(sets, p, ret)
	})
}

// thing returns what v is, as far as it is a parameter, or the variable that holds one, or
// another one; v itself if it is none.
func thing(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return v
	}
	local, ok := load.X.(*ssa.Alloc)
	if !ok {
		return v
	}
	for _, ref := range *local.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == local {
			if p, ok := store.Val.(*ssa.Parameter); ok {
				return p
			}
		}
	}
	return local
}

// isField reports whether addr is that of the field.
func (c Cell) isField(addr ssa.Value) bool {
	field, ok := addr.(*ssa.FieldAddr)
	return ok && ssacode.TypeName(field.X.Type()) == c.Type && ssacode.FieldName(field.X.Type(), field.Field) == c.Path
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
