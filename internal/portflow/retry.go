package portflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// An attempt is one try to use a port: where the function got the port, and
// where it hands it over.
type attempt struct {
	got, handed ssa.Instruction
}

// retried reports whether failure of the attempt leads back to a fresh port,
// and success does not: in the function itself, or in all of its callers.
func (a *analyzer) retried(t attempt, depth int) bool {
	if t.got == nil || depth > maxSteps {
		return false
	}
	if t.loops() {
		return true
	}
	fn := t.got.Parent()
	callers := a.callers[fn]
	if obj := fn.Object(); obj == nil || obj.Exported() && a.pass.Pkg.Name() != "main" || len(callers) == 0 {
		return false
	}
	for _, s := range callers {
		if !a.retried(attempt{s.instr, s.instr}, depth+1) {
			return false
		}
	}
	return true
}

// loops reports whether the function tests the error of the attempt such that
// only one of the outcomes leads back to where it got the port, and that this
// is not success.
func (t attempt) loops() bool {
	call, ok := t.handed.(*ssa.Call)
	if !ok {
		return false
	}
	errs := errorsOf(call)
	for _, block := range call.Parent().Blocks {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok || !call.Block().Dominates(block) {
			continue
		}
		success, known := successEdge(branch.Cond, errs)
		if !known {
			continue
		}
		onTrue, onFalse := t.leadsBack(block.Succs[0]), t.leadsBack(block.Succs[1])
		if onTrue != onFalse && (success == nil || *success == onFalse) {
			return true
		}
	}
	return false
}

func (t attempt) leadsBack(from *ssa.BasicBlock) bool {
	return from == t.got.Block() || reachable(from, t.got.Block())
}

// errorsOf returns the error that call yields, and the values that hold it.
func errorsOf(call *ssa.Call) map[ssa.Value]bool {
	errs := map[ssa.Value]bool{}
	var add func(ssa.Value)
	add = func(v ssa.Value) {
		if errs[v] {
			return
		}
		errs[v] = true
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Phi:
				add(ref)
			case *ssa.Store:
				if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
					for _, load := range *alloc.Referrers() {
						if load, ok := load.(*ssa.UnOp); ok && load.Op == token.MUL {
							errs[load] = true
						}
					}
				}
			}
		}
	}
	if types.Identical(call.Type(), errorType) {
		add(call)
	}
	for _, ref := range *call.Referrers() {
		if extract, ok := ref.(*ssa.Extract); ok && types.Identical(extract.Type(), errorType) {
			add(extract)
		}
	}
	return errs
}

// successEdge reports whether cond tests one of errs and if so, whether it is
// true on success. A test other than for nil, such as errors.Is(err,
// EADDRINUSE), may be true on either: then the edge is nil.
func successEdge(cond ssa.Value, errs map[ssa.Value]bool) (onTrue *bool, ok bool) {
	switch c := cond.(type) {
	case *ssa.BinOp:
		if errs[c.X] && (c.Op == token.EQL || c.Op == token.NEQ) {
			equal := c.Op == token.EQL
			if k, isConst := c.Y.(*ssa.Const); isConst && k.IsNil() {
				return &equal, true
			}
			return nil, true
		}
	case *ssa.UnOp:
		if c.Op == token.NOT {
			onTrue, ok = successEdge(c.X, errs)
			if onTrue != nil {
				not := !*onTrue
				onTrue = &not
			}
			return onTrue, ok
		}
	case *ssa.Call:
		for _, arg := range operands(&c.Call) {
			if errs[arg] || isTextOf(arg, errs) {
				return nil, true
			}
		}
	}
	return nil, false
}

// isTextOf reports whether v is what the Error method of one of errs returns.
func isTextOf(v ssa.Value, errs map[ssa.Value]bool) bool {
	call, ok := v.(*ssa.Call)
	return ok && call.Call.IsInvoke() && call.Call.Method.Name() == "Error" && errs[call.Call.Value]
}
