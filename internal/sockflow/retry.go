package sockflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// An attempt is one try to use a port: where the function got the port, and
// where it hands it over.
type attempt struct {
	got, handed ssa.Instruction
}

// retried reports whether failure of the attempt leads back to a fresh port,
// and success does not: in the function itself, in who is handed it and calls it, or in
// all of its callers.
func (a *analyzer) retried(t attempt, depth int) bool {
	if t.got == nil || depth > maxSteps {
		return false
	}
	fn := t.got.Parent()
	repeated := a.isRepeated(fn)
	if a.redraws(t) || repeated && (fn.Parent() != nil || fn.Synthetic != "") {
		return true
	}
	callers := a.callers[fn]
	if obj := fn.Object(); obj == nil || obj.Exported() && a.pass.Pkg.Name() != "main" || len(callers) == 0 && !repeated {
		return false
	}
	for _, s := range callers {
		if !a.retried(attempt{s.instr, s.instr}, depth+1) {
			return false
		}
	}
	return true
}

// isRepeated reports whether fn is handed to a function which calls it until it succeeds.
// The body of a loop over an iterator is no such function.
func (a *analyzer) isRepeated(fn *ssa.Function) bool {
	if a.repeated == nil {
		a.repeated = map[*ssa.Function]bool{}
		for _, f := range a.funcs {
			for _, s := range a.scopeOf(f).sites {
				for _, handed := range a.repeatedAt(s) {
					a.repeated[handed] = true
				}
			}
		}
	}
	return a.repeated[fn] && nameOf(fn) != LoopBody
}

// repeatedAt returns the functions that the callee at s is handed and calls until they
// succeed.
func (a *analyzer) repeatedAt(s *site) []*ssa.Function {
	if s.sum == nil || s.call == nil {
		return nil
	}
	var all []*ssa.Function
	for _, fl := range s.sum.flows {
		if fl.role != sockapi.Repeats || fl.from.path != "" {
			continue
		}
		if v := s.operand(fl.from); v != nil {
			if fn, _ := a.function(v, 0); fn != nil {
				all = append(all, fn)
			}
		}
	}
	return all
}

// repeats reports whether call hands the literal fn to a function which calls it until it
// succeeds.
func (a *analyzer) repeats(call ssa.CallInstruction, fn *ssa.Function) bool {
	s := a.callee(call)
	return s != nil && slices.Contains(a.repeatedAt(s), fn)
}

// redraws reports whether the function tests the outcome of the attempt such
// that only one of the ways on leads back to where it draws ports, and that this
// is not success.
func (a *analyzer) redraws(t attempt) bool {
	result, ok := t.handed.(ssa.Value)
	return ok && result.Referrers() != nil && !isYield(t.handed) && failureLeadsTo(result, a.redrawing(t.got))
}

// failureLeadsTo reports whether the function tests the outcome of what yields result such
// that only one of the ways on leads to one of the goals, and that this is not success.
func failureLeadsTo(result ssa.Value, goals map[*ssa.BasicBlock]bool) bool {
	for cond, success := range outcomesOf(result) {
		for _, ref := range *cond.Referrers() {
			branch, ok := ref.(*ssa.If)
			if !ok {
				continue
			}
			onTrue, onFalse := leadsTo(branch, 0, goals), leadsTo(branch, 1, goals)
			if onTrue != onFalse && (success == either || (success == whenTrue) == onFalse) {
				return true
			}
		}
	}
	return false
}

// isYield reports whether instr calls the function that an iterator is given. What that
// returns says whether to go on, and nothing of what became of the port that it is given.
// Source: the Go specification, "For statements with range clause".
func isYield(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	yield, ok := call.Call.Value.(*ssa.Parameter)
	if !ok {
		return false
	}
	iterator := yield.Parent().Signature
	body, ok := yield.Type().Underlying().(*types.Signature)
	return ok && iterator.Params().Len() == 1 && iterator.Results().Len() == 0 &&
		body.Params().Len() > 0 && body.Params().Len() <= 2 && body.Results().Len() == 1 && isBool(body.Results().At(0).Type())
}

// redrawing returns the blocks in which the function that got a port at got gets
// another one in the same way: from the same function, or by calling itself.
func (a *analyzer) redrawing(got ssa.Instruction) map[*ssa.BasicBlock]bool {
	goals := map[*ssa.BasicBlock]bool{got.Block(): true}
	first, _ := got.(ssa.CallInstruction)
	if first == nil {
		return goals
	}
	source := a.callee(first)
	for _, s := range a.scopeOf(got.Parent()).sites {
		same := source != nil && (source.fn != nil && s.fn == source.fn || source.obj != nil && s.obj == source.obj && releases(s.sum))
		if same || s.fn == got.Parent() {
			goals[s.instr.Block()] = true
		}
	}
	return goals
}

// releases reports whether a function yields the port of a socket that it closed.
func releases(sum *summary) bool {
	if sum == nil {
		return false
	}
	for _, src := range sum.sources {
		if src.released {
			return true
		}
	}
	return false
}

// A success says what a condition is if the attempt that it tells of succeeded.
type success uint8

const (
	either success = iota
	whenTrue
	whenFalse
)

// outcomesOf returns the conditions that tell of the outcome of a call or lookup.
func outcomesOf(result ssa.Value) map[ssa.Value]success {
	o := outcomes{map[ssa.Value]bool{}, map[ssa.Value]success{}}
	o.add(result)
	return o.conds
}

type outcomes struct {
	seen  map[ssa.Value]bool    // results of the call, and what is made of them
	conds map[ssa.Value]success // conditions among them
}

// add adds v, which is a result of the call or made of one, and what is made of it.
func (o *outcomes) add(v ssa.Value) {
	if o.seen[v] || v.Referrers() == nil {
		return
	}
	o.seen[v] = true
	if isBool(v.Type()) {
		if _, known := o.conds[v]; !known {
			o.conds[v] = either
		}
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract:
			o.add(ref)
		case *ssa.Phi:
			if isBool(v.Type()) {
				o.conds[ref] = o.conds[v]
			}
			o.add(ref)
		case *ssa.BinOp:
			o.compare(v, ref)
		case *ssa.UnOp:
			if isBool(ref.Type()) {
				o.conds[ref] = not(o.conds[v])
				o.add(ref)
			}
		case *ssa.Call:
			o.call(v, ref)
		case *ssa.Store:
			o.store(v, ref)
		case *ssa.MakeInterface:
			o.add(ref)
		}
	}
}

// compare adds the comparison of v with something: with nil, that tells success.
func (o *outcomes) compare(v ssa.Value, cond *ssa.BinOp) {
	if !isBool(cond.Type()) || cond.X != v {
		return
	}
	says := either
	if c, ok := cond.Y.(*ssa.Const); ok && c.IsNil() {
		says = whenFalse // a socket is nil on failure
		if types.Identical(v.Type(), errorType) {
			says = whenTrue
		}
		if cond.Op.String() == "!=" {
			says = not(says)
		}
	}
	o.conds[cond] = says
	o.add(cond)
}

// call adds what a call makes of v, such as errors.Is(err, EADDRINUSE), which
// may be true on success or on failure, and the text of an error.
func (o *outcomes) call(v ssa.Value, call *ssa.Call) {
	if isBool(call.Type()) || call.Call.IsInvoke() && call.Call.Value == v && call.Call.Method.Name() == "Error" {
		o.add(call)
	}
}

// store adds the loads of the local variable that v is stored in.
func (o *outcomes) store(v ssa.Value, store *ssa.Store) {
	alloc, ok := store.Addr.(*ssa.Alloc)
	if !ok || store.Val != v {
		return
	}
	for _, load := range *alloc.Referrers() {
		if load, ok := load.(*ssa.UnOp); ok {
			if isBool(load.Type()) {
				o.conds[load] = o.conds[v]
			}
			o.add(load)
		}
	}
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func not(s success) success {
	switch s {
	case whenTrue:
		return whenFalse
	case whenFalse:
		return whenTrue
	}
	return either
}
