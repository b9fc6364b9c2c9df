package sockflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A graph is what all lifelines of a function have in common: its control flow, and
// what in it matters to any socket.
type graph struct {
	fn    *ssa.Function
	order []*ssa.BasicBlock       // reverse postorder
	rank  []int                   // of a block in order, by its index
	index map[ssa.Instruction]int // of an instruction in its block

	// marks are the instructions after which the state of a socket may be another one
	// whatever is done to it: deferred calls run, or the function ends at one of exits.
	marks map[*ssa.BasicBlock][]ssa.Instruction
	exits map[ssa.Instruction]bool

	// testers are the blocks that branch by what a call yields: an error, a bool, or
	// whether it is nil.
	testers map[ssa.Value][]*ssa.BasicBlock
}

// graphOf returns the graph of the function that sc is of.
func (sc *scope) graphOf() *graph {
	if sc.graph == nil {
		sc.graph = newGraph(sc.fn)
	}
	return sc.graph
}

func newGraph(fn *ssa.Function) *graph {
	g := &graph{
		fn: fn, order: ssacode.ReversePostorder(fn.Blocks), rank: make([]int, len(fn.Blocks)),
		index: map[ssa.Instruction]int{}, marks: map[*ssa.BasicBlock][]ssa.Instruction{}, exits: map[ssa.Instruction]bool{}, testers: map[ssa.Value][]*ssa.BasicBlock{},
	}
	for i, block := range g.order {
		g.rank[block.Index] = i
	}
	for _, block := range fn.Blocks {
		for i, instr := range block.Instrs {
			g.index[instr] = i
			if call, ok := instr.(*ssa.Call); ok && call.Call.IsInvoke() && exits(call.Call.Method) {
				g.exits[instr] = true
			}
			if _, runs := instr.(*ssa.RunDefers); runs || g.exits[instr] {
				g.marks[block] = append(g.marks[block], instr)
			}
		}
		if branch, ok := ssacode.Last(block).(*ssa.If); ok {
			for _, v := range tested(branch.Cond) {
				g.testers[v] = append(g.testers[v], block)
			}
		}
	}
	return g
}

// tested returns the values by which lifeline.failed may decide on cond.
func tested(cond ssa.Value) []ssa.Value {
	made := func(v ssa.Value) ssa.Value {
		if extract, ok := v.(*ssa.Extract); ok {
			return extract.Tuple
		}
		return v
	}
	plain := cond
	for {
		neg, ok := plain.(*ssa.UnOp)
		if !ok || neg.Op != token.NOT {
			break
		}
		plain = neg.X
	}
	values := []ssa.Value{made(plain)}
	if err, _ := ssacode.ErrorIn(cond); err != nil {
		values = append(values, made(ssacode.Loaded(err)))
	}
	if cmp, ok := cond.(*ssa.BinOp); ok {
		values = append(values, made(ssacode.Loaded(cmp.X)))
	}
	return values
}
