package program

import (
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Site is a spot in a function at which another function runs: a call, or
// the hand-over of a function literal to somebody who calls it.
type Site struct {
	Instr   ssa.Instruction // the call, or where the literal is handed over
	Call    *ssa.CallCommon // the call of the callee itself; nil for a literal that somebody else calls
	Closure *ssa.MakeClosure
	Sum     *summary.Summary // what the callee does; nil if nothing is known of it
	Fn      *ssa.Function    // the callee, if it is in this package
	Obj     *types.Func      // the callee, if it is declared elsewhere
	Opaque  bool             // the callee is chosen at run time
	Choice  *Choice          // of those, as far as they are in sight
}

// A Operand is an operand of a site.
type Operand struct {
	Site *Site
	At   summary.Place
}

// A Scope holds the sites of a function, and where each value takes part in one.
type Scope struct {
	Fn    *ssa.Function
	Sites []*Site
	Uses  map[ssa.Value][]Operand
	graph *Graph                   // nil until it is needed, see graphOf
	zeros map[*ssa.BasicBlock]bool // nil until they are needed, see zerosIn

	Budget *budget.Budget // of the package
}

// ValueAt returns the parameter, captured variable or result of fn that a place is in; nil if
// it is in none, or the result may be one of several values.
func ValueAt(fn *ssa.Function, at summary.Place) ssa.Value {
	switch {
	case at.Root == summary.Param && at.Index < len(fn.Params):
		return fn.Params[at.Index]
	case at.Root == summary.Captured && at.Index < len(fn.FreeVars):
		return fn.FreeVars[at.Index]
	case at.Root == summary.Result:
		return ssacode.OnlyResult(fn, at.Index)
	}
	return nil
}

// Scope returns the sites of fn. The summaries of the callees are computed on the way.
func (prog *Program) Scope(fn *ssa.Function) *Scope {
	if sc := prog.scopes[fn]; sc != nil {
		return sc
	}
	sc := &Scope{Fn: fn, Uses: map[ssa.Value][]Operand{}, Budget: prog.Budget}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if s := prog.Site(instr); s != nil {
					sc.add(s)
				}
			case *ssa.MakeClosure:
				for _, s := range prog.handOvers(instr) {
					sc.add(s)
				}
			}
		}
	}
	prog.scopes[fn] = sc
	return sc
}

func (sc *Scope) add(s *Site) {
	sc.Sites = append(sc.Sites, s)
	note := func(v ssa.Value, at summary.Place) { sc.Uses[v] = append(sc.Uses[v], Operand{s, at}) }
	if s.Closure != nil && s.Closure.Parent() == sc.Fn {
		for i, v := range s.Closure.Bindings {
			note(v, summary.Place{Root: summary.Captured, Index: i})
		}
	}
	if s.Call == nil {
		return
	}
	if !s.Call.IsInvoke() {
		note(s.Call.Value, summary.Place{Root: summary.Callee})
	}
	for i, v := range ssacode.Operands(s.Call) {
		note(v, summary.Place{Root: summary.Param, Index: i})
	}
}

// Operand returns the value that site s passes at place p, or nil.
func (s *Site) Operand(p summary.Place) ssa.Value {
	switch p.Root {
	case summary.Param:
		if s.Call != nil {
			if ops := ssacode.Operands(s.Call); p.Index < len(ops) {
				return ops[p.Index]
			}
		}
	case summary.Captured:
		if s.Closure != nil && s.Closure.Parent() == s.Instr.Parent() && p.Index < len(s.Closure.Bindings) {
			return s.Closure.Bindings[p.Index]
		}
	}
	return nil
}

// Constant returns the constant text that site s passes as parameter i; "" if it is none.
func (s *Site) Constant(i int) string {
	if c, ok := s.Operand(summary.Place{Root: summary.Param, Index: i}).(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		return constant.StringVal(c.Value)
	}
	return ""
}

// Result returns the value that the call at s yields and the path at which
// result i is found in it; nil if the results cannot be had.
func (s *Site) Result(i int) (ssa.Value, string) {
	call, ok := s.Instr.(*ssa.Call)
	if !ok || s.Call == nil {
		return nil, ""
	}
	if s.Call.Signature().Results().Len() > 1 {
		return call, summary.Tuple(i)
	}
	return call, ""
}

// Name returns how messages call the callee.
func (s *Site) Name() string {
	switch {
	case s.Fn != nil:
		return NameOf(s.Fn)
	case s.Obj != nil:
		return summary.ShortName(s.Obj)
	case s.Call != nil && s.Call.IsInvoke():
		return summary.ShortName(s.Call.Method)
	case s.Call == nil:
		return "a map"
	case s.Sum != nil:
		return s.Sum.Name
	}
	return "a function value"
}

// Literal is the name of a function that has none. LoopBody is that of the body of a
// loop over a function, which is one to the compiler alone.
const (
	Literal  = "a function literal"
	LoopBody = "the body of a loop"
)

// NameOf returns how messages call a function of the package. What go/ssa makes for a
// method value, a method expression, or a method that is promoted from an embedded
// field, is called as the method.
func NameOf(fn *ssa.Function) string {
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
func (prog *Program) handOvers(closure *ssa.MakeClosure) []*Site {
	fn := closure.Fn.(*ssa.Function)
	if len(fn.Blocks) == 0 {
		return nil
	}
	var all []*Site
	for _, instr := range spots(closure, closure, 0) {
		all = append(all, &Site{Instr: instr, Closure: closure, Fn: fn, Sum: prog.Summary(fn)})
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
			if ref.Common().Value != v || ref.Common().IsInvoke() {
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
				loads := spotsOf(closure, local, depth)
				if len(loads) == 0 && local.Heap {
					loads = []ssa.Instruction{ref} // another literal calls it
				}
				all = append(all, loads...)
			}
		case *ssa.Return, *ssa.MapUpdate, *ssa.Send:
			all = append(all, ref)
		}
	}
	return all
}
