package ssacode

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// An Ending is a way in which a function ends: it returns, or it ends the process.
type Ending struct {
	Instr  ssa.Instruction
	Quits  bool
	Failed bool // since something failed
}

// Pos returns where the function ends: at its right brace, if no statement says so.
func (e Ending) Pos() token.Pos {
	if pos := e.Instr.Pos(); pos.IsValid() || e.Instr.Parent().Syntax() == nil {
		return pos
	}
	return e.Instr.Parent().Syntax().End() - 1
}

// Endings returns the endings of fn, but for those where it panics or ends a test.
// A function that returns in the end has failed where it ends the process.
func Endings(fn *ssa.Function) []Ending {
	var all []Ending
	returns := false
	for _, block := range fn.Blocks {
		if block == fn.Recover {
			continue
		}
		switch last := Last(block).(type) {
		case *ssa.Return:
			e := Ending{last, false, IsFailure(last)}
			returns = returns || !e.Failed
			all = append(all, e)
		case *ssa.Panic:
			if quit := quitBefore(last); quit != nil {
				all = append(all, Ending{quit, true, AfterError(block) || exitsWithError(quit)})
			}
		}
	}
	for i := range all {
		all[i].Failed = all[i].Failed || all[i].Quits && returns
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
	for i := Position(end) - 1; i >= 0; i-- {
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

// IsFailure reports whether ret returns an error, or comes after one.
func IsFailure(ret *ssa.Return) bool {
	if n := len(ret.Results); n > 0 && IsError(ret.Results[n-1].Type()) {
		err := Loaded(ret.Results[n-1])
		if IsNil(err) {
			return false
		}
		if IsMadeError(err) {
			return true
		}
	}
	return AfterError(ret.Block())
}
