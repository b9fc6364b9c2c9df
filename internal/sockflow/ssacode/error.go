package ssacode

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Failing returns where a branch goes on if the error is not nil that it tests; ok is
// false if it tests something else. Have one of
//
//	if err != nil
//	if !assert.NoError(t, err)
func Failing(branch *ssa.If) (to *ssa.BasicBlock, ok bool) {
	succs := branch.Block().Succs
	if _, says := ErrorIn(branch.Cond); says != Either {
		return succs[Index(says == WhenTrue)], true
	}
	return nil, false
}

// ErrorIn returns the error that a condition tests, and what the condition says if it
// is nil.
func ErrorIn(cond ssa.Value) (err ssa.Value, says Success) {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			err, says = ErrorIn(cond.X)
			return err, Not(says)
		}
	case *ssa.BinOp:
		if IsNil(cond.Y) && IsError(cond.X.Type()) {
			switch cond.Op {
			case token.EQL:
				return cond.X, WhenTrue
			case token.NEQ:
				return cond.X, WhenFalse
			}
		}
	case *ssa.Call:
		return errorAsserted(cond)
	}
	return nil, Either
}

// errorAsserted returns the error that a call of a function such as assert.NoError is
// given, which tells by a bool whether it is nil.
func errorAsserted(call *ssa.Call) (err ssa.Value, says Success) {
	name := ""
	if call.Call.IsInvoke() {
		name = call.Call.Method.Name()
	} else if fn := call.Call.StaticCallee(); fn != nil {
		name = fn.Name()
	}
	if name != "NoError" && name != "NoErrorf" && name != "NilError" || !IsBool(call.Type()) {
		return nil, Either
	}
	for _, arg := range call.Call.Args {
		if IsError(arg.Type()) {
			return arg, WhenTrue
		}
	}
	return nil, Either
}

// AfterError reports whether block is reached only if some error is not nil, and the
// function goes on otherwise: a test that wants an error does not.
func AfterError(block *ssa.BasicBlock) bool {
	return OnWayTo(block, func(branch *ssa.If, to *ssa.BasicBlock) bool {
		bad, ok := Failing(branch)
		return ok && bad == to && goesOn(branch.Block().Succs[Index(bad == branch.Block().Succs[0])])
	})
}

// goesOn reports whether the function may return, or end the process, from block on.
func goesOn(block *ssa.BasicBlock) bool {
	return leads([]*ssa.BasicBlock{block}, successors, func(b *ssa.BasicBlock) bool {
		switch last := Last(b).(type) {
		case *ssa.Return:
			return true
		case *ssa.Panic:
			return quitBefore(last) != nil
		}
		return false
	})
}

// Fails reports whether the last result of ret is an error that is made for it,
// as by fmt.Errorf.
func Fails(ret *ssa.Return) bool {
	if len(ret.Results) == 0 {
		return false
	}
	return IsMadeError(ret.Results[len(ret.Results)-1])
}

// IsMadeError reports whether v is an error that is made on the spot.
func IsMadeError(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && IsError(v.Type()) && IsCall(call, "fmt.Errorf", "errors.New")
}
