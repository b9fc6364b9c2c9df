package ports

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// neverRuns reports whether instr is reached only if a function of the package
// yields neither a socket nor an error, which it never does. Such functions have
// a counterpart in files for other systems, which the caller is prepared for.
func (ps *Ports) neverRuns(instr ssa.Instruction) bool {
	return ssacode.OnWayTo(instr.Block(), func(branch *ssa.If, to *ssa.BasicBlock) bool {
		call := nilOn(branch, to)
		return call != nil && ps.alwaysYields(call.Call.StaticCallee()) && succeeded(call, branch.Block())
	})
}

// nilOn returns the call whose first result a branch has found to be nil if it
// goes on to block; nil if it tests something else.
func nilOn(branch *ssa.If, block *ssa.BasicBlock) *ssa.Call {
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.EQL && cond.Op != token.NEQ {
		return nil
	}
	if !ssacode.IsNil(cond.Y) || (cond.Op == token.EQL) != (block == branch.Block().Succs[0]) {
		return nil
	}
	extract, ok := cond.X.(*ssa.Extract)
	if !ok || extract.Index != 0 {
		return nil
	}
	call, _ := extract.Tuple.(*ssa.Call)
	return call
}

// succeeded reports whether block is reached only if the error that call yields
// is nil.
func succeeded(call *ssa.Call, block *ssa.BasicBlock) bool {
	return ssacode.OnWayTo(block, func(branch *ssa.If, to *ssa.BasicBlock) bool {
		cond, ok := branch.Cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		extract, ok := cond.X.(*ssa.Extract)
		return ok && extract.Tuple == call && ssacode.IsError(extract.Type()) &&
			(cond.Op == token.EQL) == (to == branch.Block().Succs[0])
	})
}

// alwaysYields reports whether fn, a function of the package, returns a socket
// that it binds wherever it does not return an error.
func (ps *Ports) alwaysYields(fn *ssa.Function) bool {
	if fn == nil || fn.Pkg != ps.SSA || fn.Signature.Results().Len() != 2 {
		return false
	}
	returns := ssacode.Returns(fn)
	for _, ret := range returns {
		if !ps.binds(ret.Results[0]) && !(ssacode.IsNil(ret.Results[0]) && !ssacode.IsNil(ret.Results[1])) {
			return false
		}
	}
	return len(returns) > 0
}

// binds reports whether v is the socket that a function of std binds: it is nil
// only along with an error.
func (ps *Ports) binds(v ssa.Value) bool {
	extract, ok := v.(*ssa.Extract)
	if !ok || extract.Index != 0 {
		return false
	}
	call, ok := extract.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	s := ps.Site(call)
	return s != nil && s.Obj != nil && s.Sum != nil && len(s.Sum.Sources) > 0 && sockapi.Lookup(s.Obj) != nil
}
