package sockflow

import (
	"go/token"
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
			if next, ok := instr.(*ssa.Call); ok && sockapi.ExpectsError(calleeOf(next)) && a.tellsOf(next, results) {
				return true
			}
		}
		if branch, ok := lastOf(block).(*ssa.If); ok {
			return a.wantsError(branch, results)
		}
		if len(block.Succs) != 1 || block.Succs[0].Dominates(block) {
			return false
		}
	}
}

// calleeOf returns the function that call calls, or the method of an interface; nil if
// that is chosen at run time.
func calleeOf(call *ssa.Call) *types.Func {
	if call.Call.IsInvoke() {
		return call.Call.Method
	}
	if fn := call.Call.StaticCallee(); fn != nil {
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// tellsOf reports whether an error among results is one of the arguments of call, and
// none that tells of the end of something that ran.
func (a *analyzer) tellsOf(call *ssa.Call, results outcomes) bool {
	tells := false
	for _, arg := range call.Call.Args {
		load, loaded := arg.(*ssa.UnOp)
		if loaded {
			if global, ok := load.X.(*ssa.Global); ok && sockapi.IsEnding(global.Object()) {
				return false
			}
		}
		if !results.seen[arg] || !types.Identical(arg.Type(), errorType) {
			continue
		}
		tells = tells || !loaded || !slices.ContainsFunc(a.reaching(load.X, load), func(store *ssa.Store) bool { return !results.seen[store.Val] })
	}
	return tells
}

// wantsError reports whether the way that branch takes if there is no error fails the
// test: branch compares it with nil, or asks errors.Is.
func (a *analyzer) wantsError(branch *ssa.If, results outcomes) bool {
	cond, way := branch.Cond, 0
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, way = not.X, 1
	}
	switch cond := cond.(type) {
	case *ssa.BinOp:
		if results.conds[cond] == either || !types.Identical(cond.X.Type(), errorType) {
			return false
		}
		if results.conds[cond] == whenFalse {
			way = 1 - way
		}
	case *ssa.Call:
		if !isCall(cond, "errors.Is", "errors.As") || !a.tellsOf(cond, results) {
			return false
		}
		way = 1 - way // it is true of an error
	default:
		return false
	}
	return slices.ContainsFunc(branch.Block().Succs[way].Instrs, func(instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		return ok && sockapi.FailsTest(calleeOf(call))
	})
}
