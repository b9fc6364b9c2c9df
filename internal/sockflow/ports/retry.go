package ports

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// retried reports whether failure of the attempt leads back to a fresh port,
// and success does not: in the function itself, in who is handed it and calls it, or in
// all of its callers.
func (ps *Ports) retried(t program.Attempt, depth int) bool {
	if t.Got == nil || depth > summary.MaxSteps {
		return false
	}
	fn := t.Got.Parent()
	repeated := ps.isRepeated(fn)
	if ps.Redraws(t) || ps.Awaits(t) || repeated && (fn.Parent() != nil || fn.Synthetic != "") {
		return true
	}
	callers := ps.Callers(fn)
	if fn.Object() == nil || ps.isShared(fn) || len(callers) == 0 && !repeated {
		return false
	}
	for _, s := range callers {
		if !ps.retried(program.Attempt{Got: s.Instr, Handed: s.Instr}, depth+1) {
			return false
		}
	}
	return true
}

// isShared reports whether other packages can call fn: by its name, or by that of a
// variable.
func (ps *Ports) isShared(fn *ssa.Function) bool {
	if ps.Pass.Pkg.Name() == "main" {
		return false
	}
	if ps.held == nil {
		ps.held = map[*ssa.Function]bool{}
		for g := range ps.GlobalStores {
			ps.held[ps.HeldBy(g)] = true
		}
	}
	return fn.Object().Exported() || ps.held[fn]
}

// isRepeated reports whether fn is handed to a function which calls it until it succeeds.
// The body of a loop over an iterator is no such function.
func (ps *Ports) isRepeated(fn *ssa.Function) bool {
	ps.WantUsers(fn)
	if ps.repeated == nil {
		ps.repeated = map[*ssa.Function]bool{}
		for _, f := range ps.Funcs {
			for _, s := range ps.Scope(f).Sites {
				for _, handed := range ps.RepeatedAt(s) {
					ps.repeated[handed] = true
				}
			}
		}
	}
	return ps.repeated[fn] && program.NameOf(fn) != program.LoopBody
}
