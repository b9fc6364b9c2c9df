package ssacode

import (
	"go/constant"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// LeadsTo reports whether one of the ways on from a branch, 0 if its condition
// holds and 1 if not, leads to one of the goals. It knows the flags that are set
// to constants on the way: after ok = true, the loop on !ok ends. Where the way
// comes back to the branch, it goes on as before: one out of many comparisons
// stands for all of them.
func LeadsTo(branch *ssa.If, way int, goals map[*ssa.BasicBlock]bool) bool {
	from := branch.Block()
	r := routes{goals: goals, branch: branch, way: way, left: maxRoutes, seen: map[*ssa.BasicBlock][]flags{}}
	known := flags{}
	known.learn(branch.Cond, way == 0)
	return r.enter(from, from.Succs[way], known)
}

// flags are the conditions whose value is known at a point of a function.
type flags map[ssa.Value]bool

// learn notes that cond is value.
func (f flags) learn(cond ssa.Value, value bool) {
	f[cond] = value
	if neg, ok := cond.(*ssa.UnOp); ok && neg.Op == token.NOT {
		f.learn(neg.X, !value)
	}
}

// eval returns the value of v; ok is false if it is not known.
func (f flags) eval(v ssa.Value) (value, ok bool) {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.Bool {
			return constant.BoolVal(v.Value), true
		}
	case *ssa.UnOp:
		if v.Op == token.NOT {
			value, ok = f.eval(v.X)
			return !value, ok
		}
	}
	value, ok = f[v]
	return value, ok
}

// along returns what is known behind the edge between two blocks: what is
// computed anew is forgotten, and flags get the values that they have there.
func (f flags) along(from, to *ssa.BasicBlock) flags {
	next := flags{}
	edge := slices.Index(to.Preds, from)
	for v, value := range f {
		if instr, ok := v.(ssa.Instruction); !ok || instr.Block() != to {
			next[v] = value
		}
	}
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		if value, ok := f.eval(phi.Edges[edge]); ok {
			next[phi] = value
		}
	}
	return next
}

// Truth returns the constant truth value that v is, or the negation of; ok is false if it is
// none.
func Truth(v ssa.Value) (value, ok bool) { return flags{}.eval(v) }

// A routes searches for a way to the goals.
type routes struct {
	goals  map[*ssa.BasicBlock]bool
	branch *ssa.If
	way    int // that is always taken at branch
	seen   map[*ssa.BasicBlock][]flags
	left   int // edges that may still be tried
}

// enter reports whether a goal is reached by the edge between two blocks, with
// what is known before it.
func (r *routes) enter(from, to *ssa.BasicBlock, known flags) bool {
	if r.goals[to] {
		return true
	}
	if r.left--; r.left < 0 {
		return false
	}
	known = known.along(from, to)
	for _, before := range r.seen[to] {
		if maps.Equal(before, known) {
			return false
		}
	}
	r.seen[to] = append(r.seen[to], known)
	if branch, ok := Last(to).(*ssa.If); ok {
		if branch == r.branch {
			return r.enter(to, to.Succs[r.way], known)
		}
		if value, ok := known.eval(branch.Cond); ok {
			return r.enter(to, to.Succs[Index(!value)], known)
		}
	}
	for _, succ := range to.Succs {
		if r.enter(to, succ, known) {
			return true
		}
	}
	return false
}

// maxRoutes bounds the edges that one search goes along.
const maxRoutes = 2_000

// Index returns 1 for true and 0 for false. Of the successors of a branch, the first is that
// where its condition holds.
func Index(b bool) int {
	if b {
		return 1
	}
	return 0
}
