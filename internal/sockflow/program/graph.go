package program

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A Graph is what all lifelines of a function have in common: its control flow, and
// what in it matters to any socket.
type Graph struct {
	Fn    *ssa.Function
	Order []*ssa.BasicBlock       // reverse postorder
	Rank  []int                   // of a block in order, by its index
	Index map[ssa.Instruction]int // of an instruction in its block

	// marks are the instructions after which the state of a socket may be another one
	// whatever is done to it: deferred calls run, or the function ends at one of exits.
	Marks map[*ssa.BasicBlock][]ssa.Instruction
	Exits map[ssa.Instruction]bool

	// testers are the blocks that branch by what a call yields: an error, a bool, or
	// whether it is nil.
	Testers map[ssa.Value][]*ssa.BasicBlock
}

// GraphOf returns the graph of the function that sc is of.
func (sc *Scope) GraphOf() *Graph {
	if sc.graph == nil {
		sc.graph = newGraph(sc.Fn)
	}
	return sc.graph
}

func newGraph(fn *ssa.Function) *Graph {
	g := &Graph{
		Fn: fn, Order: ssacode.ReversePostorder(fn.Blocks), Rank: make([]int, len(fn.Blocks)),
		Index: map[ssa.Instruction]int{}, Marks: map[*ssa.BasicBlock][]ssa.Instruction{}, Exits: map[ssa.Instruction]bool{}, Testers: map[ssa.Value][]*ssa.BasicBlock{},
	}
	for i, block := range g.Order {
		g.Rank[block.Index] = i
	}
	for _, block := range fn.Blocks {
		for i, instr := range block.Instrs {
			g.Index[instr] = i
			if call, ok := instr.(*ssa.Call); ok && call.Call.IsInvoke() && exits(call.Call.Method) {
				g.Exits[instr] = true
			}
			if _, runs := instr.(*ssa.RunDefers); runs || g.Exits[instr] {
				g.Marks[block] = append(g.Marks[block], instr)
			}
		}
		if branch, ok := ssacode.Last(block).(*ssa.If); ok {
			for _, v := range tested(branch.Cond) {
				g.Testers[v] = append(g.Testers[v], block)
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
