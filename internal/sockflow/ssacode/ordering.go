package ssacode

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An Order tells which instructions of a function come before others, at once for most
// of them. It answers what [ComesBefore] and [Dominates] do. To find out, those go
// through the function each time.
type Order struct {
	group   []int               // of a block, by its index: the blocks that it can lead to and come from, in the order of control
	members [][]*ssa.BasicBlock // of a group
	cyclic  []bool              // whether control can stay in a group
	nested  []int               // of a block, by its index: where it comes in the tree of dominators, from the root down

	positions map[*ssa.BasicBlock]map[ssa.Instruction]int // in large blocks
}

// largeBlock is the number of instructions from which on their positions are kept.
const largeBlock = 32

// NewOrder returns the order of the instructions of fn, which has a body.
func NewOrder(fn *ssa.Function) *Order {
	o := &Order{group: make([]int, len(fn.Blocks)), nested: make([]int, len(fn.Blocks)), positions: map[*ssa.BasicBlock]map[ssa.Instruction]int{}}
	o.divide(fn)
	next := 0
	for _, root := range fn.Blocks {
		if root.Idom() != nil {
			continue
		}
		for work := []*ssa.BasicBlock{root}; len(work) > 0; {
			b := work[len(work)-1]
			work = append(work[:len(work)-1], b.Dominees()...)
			o.nested[b.Index] = next
			next++
		}
	}
	return o
}

// divide finds the groups: strongly connected components, in Kosaraju's way.
func (o *Order) divide(fn *ssa.Function) {
	const none = -1
	for i := range o.group {
		o.group[i] = none
	}
	for _, first := range ReversePostorder(fn.Blocks) {
		if o.group[first.Index] != none {
			continue
		}
		g := len(o.members)
		o.group[first.Index] = g
		members := []*ssa.BasicBlock{first}
		for i := 0; i < len(members); i++ {
			for _, pred := range members[i].Preds {
				if o.group[pred.Index] == none {
					o.group[pred.Index] = g
					members = append(members, pred)
				}
			}
		}
		o.members = append(o.members, members)
		o.cyclic = append(o.cyclic, len(members) > 1 || slices.Contains(first.Succs, first))
	}
}

func (o *Order) groupOf(b *ssa.BasicBlock) int { return o.group[b.Index] }

// position returns the index of instr in its block.
func (o *Order) position(instr ssa.Instruction) int {
	block := instr.Block()
	if len(block.Instrs) < largeBlock {
		return Position(instr)
	}
	known := o.positions[block]
	if known == nil {
		known = make(map[ssa.Instruction]int, len(block.Instrs))
		for i, instr := range block.Instrs {
			known[instr] = i
		}
		o.positions[block] = known
	}
	return known[instr]
}

// Dominates reports whether a always runs before b.
func (o *Order) Dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return o.position(a) < o.position(b)
	}
	return a.Block().Dominates(b.Block())
}

// ComesBefore reports whether control can go from a to b.
func (o *Order) ComesBefore(a, b ssa.Instruction) bool {
	from, to := a.Block(), b.Block()
	if from == to && o.position(a) < o.position(b) {
		return true
	}
	switch g := o.groupOf(from); {
	case g == o.groupOf(to):
		return o.cyclic[g]
	case g > o.groupOf(to):
		return false
	}
	return from.Dominates(to) || o.before(to, o.groupOf(from))[from]
}

// before returns the blocks from which control can go to the start of block, but for those
// of the groups before the one that is given.
func (o *Order) before(block *ssa.BasicBlock, first int) map[*ssa.BasicBlock]bool {
	seen := map[*ssa.BasicBlock]bool{}
	for work := []*ssa.BasicBlock{block}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, pred := range b.Preds {
			if !seen[pred] && o.groupOf(pred) >= first {
				seen[pred] = true
				work = append(work, pred)
			}
		}
	}
	return seen
}
