package ports

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// retried reports whether failure of the attempt leads back to a fresh port,
// and success does not: in the function itself, in who is handed it and calls it, or in
// all of its callers.
func (a *Ports) retried(t program.Attempt, depth int) bool {
	if t.Got == nil || depth > summary.MaxSteps {
		return false
	}
	fn := t.Got.Parent()
	repeated := a.isRepeated(fn)
	if a.Redraws(t) || repeated && (fn.Parent() != nil || fn.Synthetic != "") {
		return true
	}
	callers := a.Callers[fn]
	if fn.Object() == nil || a.isShared(fn) || len(callers) == 0 && !repeated {
		return false
	}
	for _, s := range callers {
		if !a.retried(program.Attempt{Got: s.Instr, Handed: s.Instr}, depth+1) {
			return false
		}
	}
	return true
}

// isShared reports whether other packages can call fn: by its name, or by that of a
// variable.
func (a *Ports) isShared(fn *ssa.Function) bool {
	if a.Pass.Pkg.Name() == "main" {
		return false
	}
	if a.held == nil {
		a.held = map[*ssa.Function]bool{}
		for g := range a.GlobalStores {
			a.held[a.HeldBy(g)] = true
		}
	}
	return fn.Object().Exported() || a.held[fn]
}

// isRepeated reports whether fn is handed to a function which calls it until it succeeds.
// The body of a loop over an iterator is no such function.
func (a *Ports) isRepeated(fn *ssa.Function) bool {
	if a.repeated == nil {
		a.repeated = map[*ssa.Function]bool{}
		for _, f := range a.Funcs {
			for _, s := range a.Scope(f).Sites {
				for _, handed := range a.RepeatedAt(s) {
					a.repeated[handed] = true
				}
			}
		}
	}
	return a.repeated[fn] && program.NameOf(fn) != program.LoopBody
}
