package sockflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// An ending is a way in which a function ends: it returns, or it ends the process.
type ending struct {
	instr  ssa.Instruction
	quits  bool
	failed bool // since something failed
}

// endingsOf returns the endings of fn, but for those where it panics or ends a test.
func endingsOf(fn *ssa.Function) []ending {
	var all []ending
	for _, block := range fn.Blocks {
		if block == fn.Recover {
			continue
		}
		switch last := lastOf(block).(type) {
		case *ssa.Return:
			all = append(all, ending{last, false, isFailure(last)})
		case *ssa.Panic:
			if quit := quitBefore(last); quit != nil {
				all = append(all, ending{quit, true, afterError(block)})
			}
		}
	}
	return all
}

// quitBefore returns the call that ends the process right before what go/ssa has
// for the end of a block that does not go on; nil if that is a real panic.
func quitBefore(end *ssa.Panic) *ssa.Call {
	for i := position(end) - 1; i >= 0; i-- {
		if call, ok := end.Block().Instrs[i].(*ssa.Call); ok {
			if fn := call.Call.StaticCallee(); fn != nil {
				if obj, ok := fn.Object().(*types.Func); ok && sockapi.Lookup(obj).Has(sockapi.Quits) {
					return call
				}
			}
			return nil
		}
	}
	return nil
}

// isFailure reports whether ret returns an error, or comes after one.
func isFailure(ret *ssa.Return) bool {
	if n := len(ret.Results); n > 0 && types.Identical(ret.Results[n-1].Type(), errorType) {
		err := loaded(ret.Results[n-1])
		if isNil(err) {
			return false
		}
		if call, ok := err.(*ssa.Call); ok && isCall(call, "fmt.Errorf", "errors.New") {
			return true
		}
	}
	return afterError(ret.Block())
}

// afterError reports whether block is reached only if some error is not nil.
func afterError(block *ssa.BasicBlock) bool {
	return onWayTo(block, func(branch *ssa.If, to *ssa.BasicBlock) bool {
		cond, ok := branch.Cond.(*ssa.BinOp)
		return ok && isNil(cond.Y) && types.Identical(cond.X.Type(), errorType) &&
			(cond.Op == token.NEQ) == (to == branch.Block().Succs[0]) && (cond.Op == token.NEQ || cond.Op == token.EQL)
	})
}
