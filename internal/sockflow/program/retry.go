package program

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// FallsBack reports whether the function binds a port of the kernel's choice if the call
// instr, which binds one that was chosen before, fails, and only then.
func (prog *Program) FallsBack(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	return ok && failureLeadsTo(call, prog.zerosIn(prog.Scope(call.Parent())))
}

// zerosIn returns the blocks of a function in which it binds port 0.
func (prog *Program) zerosIn(sc *Scope) map[*ssa.BasicBlock]bool {
	if sc.zeros != nil {
		return sc.zeros
	}
	sc.zeros = map[*ssa.BasicBlock]bool{}
	for _, s := range sc.Sites {
		if s.Sum == nil {
			continue
		}
		for _, src := range s.Sum.Sources {
			if src.Of == summary.Sockets && !src.Released && !src.Probe && !prog.Portless(s, src) && prog.ZeroAt(s, src).Holds {
				sc.zeros[s.Instr.Block()] = true
			}
		}
	}
	return sc.zeros
}

// An Attempt is one try to use a port: where the function got the port, and
// where it hands it over.
type Attempt struct {
	Got, Handed ssa.Instruction
}

// RepeatedAt returns the functions that the callee at s is handed and calls until they
// succeed.
func (prog *Program) RepeatedAt(s *Site) []*ssa.Function {
	if s.Sum == nil || s.Call == nil {
		return nil
	}
	var all []*ssa.Function
	for i, v := range ssacode.Operands(s.Call) {
		if !ssacode.IsFunc(v.Type()) {
			continue
		}
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if fl.Role == sockapi.Repeats && fl.From.Path == "" {
				if fn, _ := prog.Function(v, 0); fn != nil {
					all = append(all, fn)
				}
			}
		}
	}
	return all
}

// Repeats reports whether call hands the literal fn to a function which calls it until it
// succeeds.
func (prog *Program) Repeats(call ssa.CallInstruction, fn *ssa.Function) bool {
	s := prog.Site(call)
	return s != nil && slices.Contains(prog.RepeatedAt(s), fn)
}

// Redraws reports whether the function tests the outcome of the attempt such
// that only one of the ways on leads back to where it draws ports, and that this
// is not success. A goroutine tells of that by an error on a channel.
func (prog *Program) Redraws(t Attempt) bool {
	result, ok := t.Handed.(ssa.Value)
	if !ok {
		return reports(t.Handed, prog.redrawing(t.Got))
	}
	return result.Referrers() != nil && !ssacode.IsYield(t.Handed) && failureLeadsTo(result, prog.redrawing(t.Got))
}

// reports reports whether the function receives an error after it has handed something to a
// goroutine at handed, and goes to one of the goals then, and only then.
func reports(handed ssa.Instruction, goals map[*ssa.BasicBlock]bool) bool {
	isError := func(ch ssa.Value) bool {
		t, ok := ch.Type().Underlying().(*types.Chan)
		return ok && ssacode.IsError(t.Elem())
	}
	for _, block := range handed.Parent().Blocks {
		for _, instr := range block.Instrs {
			found := false
			switch i := instr.(type) {
			case *ssa.UnOp:
				found = i.Op == token.ARROW && isError(i.X) && failureLeadsTo(i, goals)
			case *ssa.Select:
				for n, state := range i.States {
					found = found || state.Dir == types.RecvOnly && isError(state.Chan) && caseLeadsTo(i, n, goals)
				}
			}
			if found && ssacode.Dominates(handed, instr) {
				return true
			}
		}
	}
	return false
}

// caseLeadsTo reports whether case n of a select leads to one of the goals, and no other does.
func caseLeadsTo(sel *ssa.Select, n int, goals map[*ssa.BasicBlock]bool) bool {
	for cond := range ssacode.OutcomesOf(sel).Conds {
		is, ok := cond.(*ssa.BinOp)
		if !ok {
			continue
		}
		index, ok := is.Y.(*ssa.Const)
		chosen, extracted := is.X.(*ssa.Extract)
		if !ok || !extracted || chosen.Index != 0 || index.Int64() != int64(n) {
			continue
		}
		for _, ref := range *is.Referrers() {
			branch, ok := ref.(*ssa.If)
			if ok && ssacode.LeadsTo(branch, 0, goals) && !ssacode.LeadsTo(branch, 1, goals) {
				return true
			}
		}
	}
	return false
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
func (prog *Program) redrawing(got ssa.Instruction) map[*ssa.BasicBlock]bool {
	goals := map[*ssa.BasicBlock]bool{got.Block(): true}
	first, _ := got.(ssa.CallInstruction)
	if first == nil {
		return goals
	}
	source := prog.Site(first)
	for _, s := range prog.Scope(got.Parent()).Sites {
		same := source != nil && (source.Fn != nil && s.Fn == source.Fn || source.Obj != nil && s.Obj == source.Obj && releases(s.Sum))
		if same || s.Fn == got.Parent() {
			goals[s.Instr.Block()] = true
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

// Awaits reports whether the function asks somebody who is told the port, after it has handed
// that over, whether all is well, and draws another one if it is not, and only then. That is
// how it goes with processes, which don't say that they can't bind.
func (prog *Program) Awaits(t Attempt) bool {
	got, ok := t.Got.(ssa.Value)
	if !ok || t.Got.Parent() != t.Handed.Parent() {
		return false
	}
	goals := prog.redrawing(t.Got)
	maps.DeleteFunc(goals, func(block *ssa.BasicBlock, _ bool) bool {
		return !ssacode.Reachable(block, t.Handed.Block()) // of another port
	})
	for _, block := range t.Handed.Parent().Blocks {
		for _, instr := range block.Instrs {
			asks, ok := instr.(*ssa.Call)
			if ok && instr != t.Handed && !ssacode.IsYield(asks) && ssacode.Dominates(t.Handed, asks) && failureLeadsTo(asks, goals) && ssacode.IsMadeOf(asks, got) {
				return true
			}
		}
	}
	return false
}
