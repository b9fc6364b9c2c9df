package trace

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// settings are the instructions that put something of facts into memory. What reads
// the memory before any of them finds what was there before, as where a server's
// listener is closed and replaced. A memory that holds it from the start, as it comes
// from a caller or a callee, has nil among them.
type settings map[memory][]ssa.Instruction

// maxSetters bounds how many of them are looked at.
const maxSetters = 8

// A load reads what f is about, if that is there by then.
type load struct {
	f     Claim
	instr *ssa.UnOp
}

// note notes that instr puts something into memory at path below addr.
func (s settings) note(addr ssa.Value, path string, instr ssa.Instruction) {
	addr, path = baseOf(addr, path)
	if m := (memory{addr, path}); !slices.Contains(s[m], instr) {
		s[m] = append(s[m], instr)
	}
}

// atStart notes that facts are about v, wherever in it, from the start.
func (s settings) atStart(v ssa.Value) { s[memory{addr: v}] = append(s[memory{addr: v}], nil) }

// after reports whether all that puts into memory, at path below addr, what comes from
// the place from comes after instr.
func (s settings) after(addr ssa.Value, path string, from summary.Place, instr ssa.Instruction) bool {
	addr, path = baseOf(addr, path)
	if path == "" {
		return false
	}
	setters := s[memory{addr, path}]
	if load, ok := addr.(*ssa.UnOp); ok && len(setters) == 0 {
		addr = load.X
		setters = s[memory{addr, path}]
	}
	if len(setters) == 0 || len(setters) > maxSetters || s.fromStart(addr, from) {
		return false
	}
	return !slices.ContainsFunc(setters, func(setter ssa.Instruction) bool {
		return setter == nil || setter.Parent() != instr.Parent() || ssacode.ComesBefore(setter, instr)
	})
}

// fromStart reports whether what comes from the place from is in v from the start.
func (s settings) fromStart(v ssa.Value, from summary.Place) bool {
	switch v := v.(type) {
	case *ssa.Parameter:
		if from.Root != summary.Nowhere {
			return from.Root == summary.Param && v == v.Parent().Params[from.Index]
		}
	case *ssa.FreeVar:
		if from.Root != summary.Nowhere {
			return from.Root == summary.Captured && v == v.Parent().FreeVars[from.Index]
		}
	}
	return slices.Contains(s[memory{addr: v}], nil)
}

// releasesOther reports whether what a call releases at s by fl, inside of what f is in,
// is what was there before.
func (t *Tracer) releasesOther(f Claim, s *program.Site, fl *summary.Flow) bool {
	if _, plain := s.Instr.(*ssa.Call); !plain || s.Call == nil {
		return false // it runs later
	}
	path := fl.From.Path
	if _, ok := summary.Cut(f.path, path); ok {
		path = f.path
	}
	return t.set.after(f.Val, path, f.From, s.Instr)
}

// late follows the facts of loads that turned out to come after something that puts
// them there. It reports whether there are any.
func (t *Tracer) late() bool {
	loads := t.early
	t.early = nil
	for _, l := range loads {
		if t.set.after(l.instr.X, l.f.path, l.f.From, l.instr) {
			t.early = append(t.early, l)
		} else {
			t.Add(l.f.at(l.instr, l.f.path))
		}
	}
	return len(t.work) > 0
}
