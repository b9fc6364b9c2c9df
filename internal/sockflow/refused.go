package sockflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// refused reports whether a test wants an error of ev, and says so right after: what
// should bind the port is to fail, and mostly before it tries. What the table knows tries
// at once.
func (a *analyzer) refused(ev event) bool {
	call, ok := ev.instr.(*ssa.Call)
	if !ok || ev.site == nil || sockapi.Lookup(ev.site.obj) != nil {
		return false
	}
	results := outcomes{map[ssa.Value]bool{}, map[ssa.Value]success{}}
	results.add(call)
	for block := call.Block(); ; block = block.Succs[0] {
		for _, instr := range block.Instrs {
			if next, ok := instr.(*ssa.Call); ok && results.wantsError(next) {
				return true
			}
		}
		if branch, ok := lastOf(block).(*ssa.If); ok {
			return results.failsOnSuccess(branch)
		}
		if len(block.Succs) != 1 || block.Succs[0].Dominates(block) {
			return false
		}
	}
}

// wantsError reports whether call is an assertion that an error is among the results, and
// not one that tells of the end of something that ran.
func (o *outcomes) wantsError(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || !sockapi.ExpectsError(obj) {
		return false
	}
	ends := slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		load, ok := arg.(*ssa.UnOp)
		if !ok {
			return false
		}
		global, ok := load.X.(*ssa.Global)
		return ok && sockapi.IsEnding(global.Object())
	})
	return !ends && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		return o.seen[arg] && types.Identical(arg.Type(), errorType)
	})
}

// failsOnSuccess reports whether the way that branch takes if there is no error fails
// the test.
func (o *outcomes) failsOnSuccess(branch *ssa.If) bool {
	way := 0
	switch o.conds[branch.Cond] {
	case whenFalse:
		way = 1
	case whenTrue:
	default:
		return false
	}
	if cond, ok := branch.Cond.(*ssa.BinOp); !ok || !types.Identical(cond.X.Type(), errorType) {
		return false
	}
	return slices.ContainsFunc(branch.Block().Succs[way].Instrs, func(instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil {
			return ok && call.Call.IsInvoke() && sockapi.FailsTest(call.Call.Method)
		}
		obj, ok := call.Call.StaticCallee().Object().(*types.Func)
		return ok && sockapi.FailsTest(obj)
	})
}
