package sockflow

import (
	"go/constant"
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

// pos returns where the function ends: at its right brace, if no statement says so.
func (e ending) pos() token.Pos {
	if pos := e.instr.Pos(); pos.IsValid() || e.instr.Parent().Syntax() == nil {
		return pos
	}
	return e.instr.Parent().Syntax().End() - 1
}

// endingsOf returns the endings of fn, but for those where it panics or ends a test.
// A function that returns in the end has failed where it ends the process.
func endingsOf(fn *ssa.Function) []ending {
	var all []ending
	returns := false
	for _, block := range fn.Blocks {
		if block == fn.Recover {
			continue
		}
		switch last := lastOf(block).(type) {
		case *ssa.Return:
			e := ending{last, false, isFailure(last)}
			returns = returns || !e.failed
			all = append(all, e)
		case *ssa.Panic:
			if quit := quitBefore(last); quit != nil {
				all = append(all, ending{quit, true, afterError(block) || exitsWithError(quit)})
			}
		}
	}
	for i := range all {
		all[i].failed = all[i].failed || all[i].quits && returns
	}
	return all
}

// exitsWithError reports whether a call ends the process with a constant that tells of
// an error, as os.Exit(1) does.
func exitsWithError(quit *ssa.Call) bool {
	if len(quit.Call.Args) != 1 {
		return false
	}
	code, ok := quit.Call.Args[0].(*ssa.Const)
	return ok && code.Value != nil && code.Value.Kind() == constant.Int && constant.Sign(code.Value) != 0
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
		if isMadeError(err) {
			return true
		}
	}
	return afterError(ret.Block())
}

// afterError reports whether block is reached only if some error is not nil, and the
// function goes on otherwise: a test that wants an error does not.
func afterError(block *ssa.BasicBlock) bool {
	return onWayTo(block, func(branch *ssa.If, to *ssa.BasicBlock) bool {
		bad, ok := failing(branch)
		return ok && bad == to && goesOn(branch.Block().Succs[index(bad == branch.Block().Succs[0])])
	})
}

// failing returns where a branch goes on if the error is not nil that it tests; ok is
// false if it tests something else. Have one of
//
//	if err != nil
//	if !assert.NoError(t, err)
func failing(branch *ssa.If) (to *ssa.BasicBlock, ok bool) {
	succs := branch.Block().Succs
	if _, says := errorIn(branch.Cond); says != either {
		return succs[index(says == whenTrue)], true
	}
	return nil, false
}

// errorIn returns the error that a condition tests, and what the condition says if it
// is nil.
func errorIn(cond ssa.Value) (err ssa.Value, says success) {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			err, says = errorIn(cond.X)
			return err, not(says)
		}
	case *ssa.BinOp:
		if isNil(cond.Y) && types.Identical(cond.X.Type(), errorType) {
			switch cond.Op {
			case token.EQL:
				return cond.X, whenTrue
			case token.NEQ:
				return cond.X, whenFalse
			}
		}
	case *ssa.Call:
		return errorAsserted(cond)
	}
	return nil, either
}

// errorAsserted returns the error that a call of a function such as assert.NoError is
// given, which tells by a bool whether it is nil.
func errorAsserted(call *ssa.Call) (err ssa.Value, says success) {
	name := ""
	if call.Call.IsInvoke() {
		name = call.Call.Method.Name()
	} else if fn := call.Call.StaticCallee(); fn != nil {
		name = fn.Name()
	}
	if name != "NoError" && name != "NoErrorf" && name != "NilError" || !isBool(call.Type()) {
		return nil, either
	}
	for _, arg := range call.Call.Args {
		if types.Identical(arg.Type(), errorType) {
			return arg, whenTrue
		}
	}
	return nil, either
}

// goesOn reports whether the function may return, or end the process, from block on.
func goesOn(block *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := []*ssa.BasicBlock{block}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		switch last := lastOf(b).(type) {
		case *ssa.Return:
			return true
		case *ssa.Panic:
			if quitBefore(last) != nil {
				return true
			}
		}
		work = append(work, b.Succs...)
	}
	return false
}
