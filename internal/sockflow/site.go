package sockflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A site is a spot in a function at which another function runs: a call, or
// the hand-over of a function literal to somebody who calls it.
type site struct {
	instr   ssa.Instruction // the call, or where the literal is handed over
	call    *ssa.CallCommon // the call of the callee itself; nil for a literal that somebody else calls
	closure *ssa.MakeClosure
	sum     *summary.Summary // what the callee does; nil if nothing is known of it
	fn      *ssa.Function    // the callee, if it is in this package
	obj     *types.Func      // the callee, if it is declared elsewhere
	opaque  bool             // the callee is chosen at run time
}

// A use is an operand of a site.
type use struct {
	site *site
	at   summary.Place
}

// A scope holds the sites of a function, and where each value takes part in one.
type scope struct {
	fn    *ssa.Function
	sites []*site
	uses  map[ssa.Value][]use
	graph *graph                   // nil until it is needed, see graphOf
	zeros map[*ssa.BasicBlock]bool // nil until they are needed, see zerosIn

	budget *budget // of the package
}

// scopeOf returns the sites of fn. The summaries of the callees are computed on the way.
func (a *analyzer) scopeOf(fn *ssa.Function) *scope {
	if sc := a.scopes[fn]; sc != nil {
		return sc
	}
	sc := &scope{fn: fn, uses: map[ssa.Value][]use{}, budget: a.budget}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if s := a.callee(instr); s != nil {
					sc.add(s)
				}
			case *ssa.MakeClosure:
				for _, s := range a.handOvers(instr) {
					sc.add(s)
				}
			}
		}
	}
	a.scopes[fn] = sc
	return sc
}

func (sc *scope) add(s *site) {
	sc.sites = append(sc.sites, s)
	note := func(v ssa.Value, at summary.Place) { sc.uses[v] = append(sc.uses[v], use{s, at}) }
	if s.closure != nil && s.closure.Parent() == sc.fn {
		for i, v := range s.closure.Bindings {
			note(v, summary.Place{Root: summary.Captured, Index: i})
		}
	}
	if s.call == nil {
		return
	}
	if !s.call.IsInvoke() {
		note(s.call.Value, summary.Place{Root: summary.Callee})
	}
	for i, v := range ssacode.Operands(s.call) {
		note(v, summary.Place{Root: summary.Param, Index: i})
	}
}

// operand returns the value that site s passes at place p, or nil.
func (s *site) operand(p summary.Place) ssa.Value {
	switch p.Root {
	case summary.Param:
		if s.call != nil {
			if ops := ssacode.Operands(s.call); p.Index < len(ops) {
				return ops[p.Index]
			}
		}
	case summary.Captured:
		if s.closure != nil && s.closure.Parent() == s.instr.Parent() && p.Index < len(s.closure.Bindings) {
			return s.closure.Bindings[p.Index]
		}
	}
	return nil
}

// result returns the value that the call at s yields and the path at which
// result i is found in it; nil if the results cannot be had.
func (s *site) result(i int) (ssa.Value, string) {
	call, ok := s.instr.(*ssa.Call)
	if !ok || s.call == nil {
		return nil, ""
	}
	if s.call.Signature().Results().Len() > 1 {
		return call, summary.Tuple(i)
	}
	return call, ""
}

// name returns how messages call the callee.
func (s *site) name() string {
	switch {
	case s.fn != nil:
		return nameOf(s.fn)
	case s.obj != nil:
		return summary.ShortName(s.obj)
	case s.call != nil && s.call.IsInvoke():
		return summary.ShortName(s.call.Method)
	case s.call == nil:
		return "a map"
	case s.sum != nil:
		return s.sum.Name
	}
	return "a function value"
}

// Literal is the name of a function that has none. LoopBody is that of the body of a
// loop over a function, which is one to the compiler alone.
const (
	Literal  = "a function literal"
	LoopBody = "the body of a loop"
)

// nameOf returns how messages call a function of the package. What go/ssa makes for a
// method value, a method expression, or a method that is promoted from an embedded
// field, is called as the method.
func nameOf(fn *ssa.Function) string {
	obj, _ := fn.Object().(*types.Func)
	_, loop := fn.Syntax().(*ast.RangeStmt)
	switch {
	case loop:
		return LoopBody
	case fn.Parent() != nil:
		return Literal
	case obj == nil:
		return fn.Name()
	case fn.Synthetic != "" && fn.Origin() == nil:
		return summary.ShortName(obj)
	}
	return obj.Name()
}

// handOvers returns a site for every spot at which the function literal made
// by closure leaves for somebody who may call it. Calls of it by name are sites
// of their own.
func (a *analyzer) handOvers(closure *ssa.MakeClosure) []*site {
	fn := closure.Fn.(*ssa.Function)
	if len(fn.Blocks) == 0 {
		return nil
	}
	var all []*site
	for _, instr := range spots(closure, closure, 0) {
		all = append(all, &site{instr: instr, closure: closure, fn: fn, sum: a.summarize(fn)})
	}
	return all
}

// spotsOf returns the instructions at which what the variable local holds leaves the
// function.
func spotsOf(closure *ssa.MakeClosure, local *ssa.Alloc, depth int) []ssa.Instruction {
	var all []ssa.Instruction
	for _, ref := range *local.Referrers() {
		if load, ok := ref.(*ssa.UnOp); ok && load.Parent() == closure.Parent() {
			all = append(all, spots(closure, load, depth+1)...)
		}
	}
	return all
}

// spots returns the instructions at which v, which holds what closure made,
// leaves the function: as an argument, a result, or something stored.
func spots(closure *ssa.MakeClosure, v ssa.Value, depth int) []ssa.Instruction {
	var all []ssa.Instruction
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case ssa.CallInstruction:
			if ref.Common().Value != v {
				all = append(all, ref)
			}
		case *ssa.ChangeType, *ssa.MakeInterface, *ssa.Phi:
			if depth < summary.MaxSteps {
				all = append(all, spots(closure, ref.(ssa.Value), depth+1)...)
			}
		case *ssa.Store:
			local, ok := ref.Addr.(*ssa.Alloc)
			if !ok || local.Heap && depth > 0 {
				all = append(all, ref)
			} else if depth < summary.MaxSteps {
				all = append(all, spotsOf(closure, local, depth)...)
			}
		case *ssa.Return, *ssa.MapUpdate, *ssa.Send:
			all = append(all, ref)
		}
	}
	return all
}
