package life

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// failed reports whether control goes from one block to another only if the
// socket was not made: its error is not nil, or it is nil itself.
func (l *Line) failed(from, to *ssa.BasicBlock) bool {
	branch, ok := ssacode.Last(from).(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return false
	}
	if says := l.said(branch.Cond); says != ssacode.Either {
		return (says == ssacode.WhenTrue) != (to == from.Succs[0])
	}
	if err, _ := ssacode.ErrorIn(branch.Cond); err != nil && l.isErrorOf(ssacode.Loaded(err)) {
		bad, _ := ssacode.Failing(branch)
		return (to == bad) != l.outcome.Refused
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.NEQ && cond.Op != token.EQL {
		return false
	}
	c, ok := cond.Y.(*ssa.Const)
	if !ok || !c.IsNil() {
		return false
	}
	same := (cond.Op == token.EQL) == (to == from.Succs[0]) // x is nil on this edge
	v := ssacode.Loaded(cond.X)
	made := v
	extract, ok := v.(*ssa.Extract)
	if ok {
		made = extract.Tuple
	}
	return l.isBirth(made) && same != l.outcome.Refused && (extract == nil || extract.Index == 0)
}

// isErrorOf reports whether err is the error that a birth yields.
func (l *Line) isErrorOf(err ssa.Value) bool {
	if extract, ok := err.(*ssa.Extract); ok {
		err = extract.Tuple
	}
	return l.isBirth(err)
}

// said returns what cond, a bool that a birth yields, says if the socket was made.
func (l *Line) said(cond ssa.Value) ssacode.Success {
	if neg, ok := cond.(*ssa.UnOp); ok && neg.Op == token.NOT {
		return ssacode.Not(l.said(neg.X))
	}
	made := cond
	if extract, ok := cond.(*ssa.Extract); ok {
		made = extract.Tuple
	}
	if !l.isBirth(made) {
		return ssacode.Either
	}
	return l.outcome.Free
}

// Success returns what cond, which compares the error that a birth yields with
// nil, says if the socket was made.
func (l *Line) Success(cond *ssa.BinOp) ssacode.Success {
	extract, ok := ssacode.Loaded(cond.X).(*ssa.Extract)
	if !ok || !ssacode.IsNil(cond.Y) || !l.isBirth(extract.Tuple) {
		return ssacode.Either
	}
	switch {
	case !ssacode.IsError(extract.Type()) || cond.Op != token.EQL && cond.Op != token.NEQ:
		return ssacode.Either
	case (cond.Op == token.EQL) != l.outcome.Refused:
		return ssacode.WhenTrue
	}
	return ssacode.WhenFalse
}

func (l *Line) isBirth(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	return ok && l.births[instr]
}
