package ports

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// refused reports whether a test wants an error of ev, and says so right after: what
// should bind the port is to fail, and mostly before it tries. What the table knows tries
// at once.
func (ps *Ports) refused(ev trace.Event) bool {
	call, ok := ev.Instr.(*ssa.Call)
	if !ok || ev.Site == nil || sockapi.Lookup(ev.Site.Obj) != nil {
		return false
	}
	return ps.newExpectation(call, ps.isCancelled(call)).isMet(call.Block(), 0)
}

// An expectation is that a test fails if an error is nil.
type expectation struct {
	*Ports
	results   ssacode.Outcomes // the error, and what is made of it
	cancelled bool             // the error is that of a call which is given a cancelled context
}

// newExpectation returns that about v, an error or a call that yields one.
func (ps *Ports) newExpectation(v ssa.Value, cancelled bool) *expectation {
	return &expectation{ps, ssacode.OutcomesOf(v), cancelled}
}

// isMet reports whether what runs from a block on, up to the first branch, fails the test
// if the error is nil. depth is that of helpers which are given the error.
func (e *expectation) isMet(block *ssa.BasicBlock, depth int) bool {
	for ; ; block = block.Succs[0] {
		for _, instr := range block.Instrs {
			if next, ok := instr.(*ssa.Call); ok && e.isAsserted(next, depth) {
				return true
			}
		}
		if branch, ok := ssacode.Last(block).(*ssa.If); ok {
			return e.decides(branch)
		}
		if len(block.Succs) != 1 || block.Succs[0].Dominates(block) {
			return false
		}
	}
}

// isAsserted reports whether call fails the test if the error is nil: it is of an
// assertion, or of a function of the package that does so with what it is given.
func (e *expectation) isAsserted(call *ssa.Call, depth int) bool {
	if !e.isTold(call) {
		return false
	}
	if sockapi.ExpectsError(ssacode.Callee(call)) {
		return true
	}
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Pkg != e.SSA || len(fn.Blocks) == 0 || depth > summary.MaxSteps {
		return false
	}
	return slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool {
		return e.isOf(call.Call.Args[slices.Index(fn.Params, p)]) && e.newExpectation(p, e.cancelled).isMet(fn.Blocks[0], depth+1)
	})
}

// isTold reports whether the error is one of the arguments of call, and none of them is one
// that tells of the end of something that ran.
func (e *expectation) isTold(call *ssa.Call) bool {
	return slices.ContainsFunc(call.Call.Args, e.isOf) && !slices.ContainsFunc(call.Call.Args, e.isEnding)
}

// isOf reports whether v is the error. A variable may have held another one before.
func (e *expectation) isOf(v ssa.Value) bool {
	if !e.results.Seen[v] || !ssacode.IsError(v.Type()) {
		return false
	}
	load, ok := v.(*ssa.UnOp)
	return !ok || !slices.ContainsFunc(e.Reaching(load.X, load), func(store *ssa.Store) bool { return !e.results.Seen[store.Val] })
}

// isEnding reports whether v is an error of a package that tells of the end of something
// that ran. That a context was cancelled is no end of what did not begin.
func (e *expectation) isEnding(v ssa.Value) bool {
	global := globalError(v)
	return global != nil && sockapi.IsEnding(global) && !(e.cancelled && sockapi.IsCanceled(global))
}

// globalError returns the variable of a package that v is loaded from, if that is an
// error; else nil.
func globalError(v ssa.Value) types.Object {
	load, ok := v.(*ssa.UnOp)
	if !ok || !ssacode.IsError(v.Type()) {
		return nil
	}
	global, ok := load.X.(*ssa.Global)
	if !ok {
		return nil
	}
	return global.Object()
}

// decides reports whether the way that branch takes if there is no error fails the test:
// branch compares the error with nil or another one, or asks errors.Is.
func (e *expectation) decides(branch *ssa.If) bool {
	cond, way := branch.Cond, 0
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, way = not.X, 1
	}
	switch cond := cond.(type) {
	case *ssa.BinOp:
		switch says := e.results.Conds[cond]; {
		case e.isOf(cond.X) && says == ssacode.WhenTrue:
		case e.isOf(cond.X) && says == ssacode.WhenFalse || e.isCompared(cond) && cond.Op == token.EQL:
			way = 1 - way
		case !e.isCompared(cond):
			return false
		}
	case *ssa.Call:
		if !ssacode.IsCall(cond, "errors.Is", "errors.As") || !e.isTold(cond) {
			return false
		}
		way = 1 - way // it is true of an error
	default:
		return false
	}
	return slices.ContainsFunc(branch.Block().Succs[way].Instrs, func(instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		return ok && sockapi.FailsTest(ssacode.Callee(call))
	})
}

// isCompared reports whether cond tells the error from one that a variable of a package
// holds, or says that they are equal.
func (e *expectation) isCompared(cond *ssa.BinOp) bool {
	isOther := func(v ssa.Value) bool { return globalError(v) != nil && !e.isEnding(v) }
	return e.isOf(cond.X) && isOther(cond.Y) || isOther(cond.X) && e.isOf(cond.Y)
}

// isCancelled reports whether call is given a context that was cancelled before.
func (ps *Ports) isCancelled(call *ssa.Call) bool {
	return slices.ContainsFunc(ssacode.Operands(&call.Call), func(arg ssa.Value) bool {
		made := ps.contextOf(arg)
		return made != nil && slices.ContainsFunc(ps.cancelsOf(made), func(cancel *ssa.Call) bool {
			return cancel.Parent() == call.Parent() && ssacode.Dominates(cancel, call)
		})
	})
}

// contextOf returns the call that makes the context v, and a function that cancels it; nil
// if there is none.
func (ps *Ports) contextOf(v ssa.Value) *ssa.Call {
	extract, ok := ps.Settled(v).(*ssa.Extract)
	if !ok || extract.Index != 0 {
		return nil
	}
	call, ok := extract.Tuple.(*ssa.Call)
	if !ok || !ssacode.IsCall(call, "context.WithCancel", "context.WithCancelCause", "context.WithTimeout", "context.WithDeadline") {
		return nil
	}
	return call
}

// cancelsOf returns the calls of the function that cancels the context which made makes.
func (ps *Ports) cancelsOf(made *ssa.Call) []*ssa.Call {
	var all []*ssa.Call
	for _, s := range ps.Scope(made.Parent()).Sites {
		call, ok := s.Instr.(*ssa.Call)
		if !ok || s.Call == nil {
			continue
		}
		if extract, ok := ps.Settled(call.Call.Value).(*ssa.Extract); ok && extract.Index == 1 && extract.Tuple == made {
			all = append(all, call)
		}
	}
	return all
}
