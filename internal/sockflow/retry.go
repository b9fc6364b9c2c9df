package sockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// An attempt is one try to use a port: where the function got the port, and
// where it hands it over.
type attempt struct {
	got, handed ssa.Instruction
}

// retried reports whether failure of the attempt leads back to a fresh port,
// and success does not: in the function itself, in who is handed it and calls it, or in
// all of its callers.
func (a *analyzer) retried(t attempt, depth int) bool {
	if t.got == nil || depth > summary.MaxSteps {
		return false
	}
	fn := t.got.Parent()
	repeated := a.isRepeated(fn)
	if a.redraws(t) || repeated && (fn.Parent() != nil || fn.Synthetic != "") {
		return true
	}
	callers := a.callers[fn]
	if obj := fn.Object(); obj == nil || obj.Exported() && a.pass.Pkg.Name() != "main" || len(callers) == 0 && !repeated {
		return false
	}
	for _, s := range callers {
		if !a.retried(attempt{s.instr, s.instr}, depth+1) {
			return false
		}
	}
	return true
}

// isRepeated reports whether fn is handed to a function which calls it until it succeeds.
// The body of a loop over an iterator is no such function.
func (a *analyzer) isRepeated(fn *ssa.Function) bool {
	if a.repeated == nil {
		a.repeated = map[*ssa.Function]bool{}
		for _, f := range a.funcs {
			for _, s := range a.scopeOf(f).sites {
				for _, handed := range a.repeatedAt(s) {
					a.repeated[handed] = true
				}
			}
		}
	}
	return a.repeated[fn] && nameOf(fn) != LoopBody
}

// repeatedAt returns the functions that the callee at s is handed and calls until they
// succeed.
func (a *analyzer) repeatedAt(s *site) []*ssa.Function {
	if s.sum == nil || s.call == nil {
		return nil
	}
	var all []*ssa.Function
	for _, fl := range s.sum.Flows {
		if fl.Role != sockapi.Repeats || fl.From.Path != "" {
			continue
		}
		if v := s.operand(fl.From); v != nil {
			if fn, _ := a.function(v, 0); fn != nil {
				all = append(all, fn)
			}
		}
	}
	return all
}

// repeats reports whether call hands the literal fn to a function which calls it until it
// succeeds.
func (a *analyzer) repeats(call ssa.CallInstruction, fn *ssa.Function) bool {
	s := a.callee(call)
	return s != nil && slices.Contains(a.repeatedAt(s), fn)
}

// redraws reports whether the function tests the outcome of the attempt such
// that only one of the ways on leads back to where it draws ports, and that this
// is not success.
func (a *analyzer) redraws(t attempt) bool {
	result, ok := t.handed.(ssa.Value)
	return ok && result.Referrers() != nil && !ssacode.IsYield(t.handed) && failureLeadsTo(result, a.redrawing(t.got))
}

// failureLeadsTo reports whether the function tests the outcome of what yields result such
// that only one of the ways on leads to one of the goals, and that this is not success.
func failureLeadsTo(result ssa.Value, goals map[*ssa.BasicBlock]bool) bool {
	for cond, success := range ssacode.OutcomesOf(result).Conds {
		for _, ref := range *cond.Referrers() {
			branch, ok := ref.(*ssa.If)
			if !ok {
				continue
			}
			onTrue, onFalse := ssacode.LeadsTo(branch, 0, goals), ssacode.LeadsTo(branch, 1, goals)
			if onTrue != onFalse && (success == ssacode.Either || (success == ssacode.WhenTrue) == onFalse) {
				return true
			}
		}
	}
	return false
}

// redrawing returns the blocks in which the function that got a port at got gets
// another one in the same way: from the same function, or by calling itself.
func (a *analyzer) redrawing(got ssa.Instruction) map[*ssa.BasicBlock]bool {
	goals := map[*ssa.BasicBlock]bool{got.Block(): true}
	first, _ := got.(ssa.CallInstruction)
	if first == nil {
		return goals
	}
	source := a.callee(first)
	for _, s := range a.scopeOf(got.Parent()).sites {
		same := source != nil && (source.fn != nil && s.fn == source.fn || source.obj != nil && s.obj == source.obj && releases(s.sum))
		if same || s.fn == got.Parent() {
			goals[s.instr.Block()] = true
		}
	}
	return goals
}

// releases reports whether a function yields the port of a socket that it closed.
func releases(sum *summary.Summary) bool {
	if sum == nil {
		return false
	}
	for _, src := range sum.Sources {
		if src.Released {
			return true
		}
	}
	return false
}
