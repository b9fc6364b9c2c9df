package ssacode

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// ComesBefore reports whether control can go from a to b, both of one function.
func ComesBefore(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() && Position(a) < Position(b) {
		return true
	}
	return Reachable(a.Block(), b.Block())
}

// Position returns the index of instr in its block.
func Position(instr ssa.Instruction) int { return slices.Index(instr.Block().Instrs, instr) }

// Reachable reports whether control can go from the end of from to the start of to.
func Reachable(from, to *ssa.BasicBlock) bool {
	return leads(from.Succs, successors, func(b *ssa.BasicBlock) bool { return b == to })
}

// Leads reports whether control can go from one block to another, or they are the same, if
// from each block it goes on to one of those that next returns.
func Leads(from, to *ssa.BasicBlock, next func(*ssa.BasicBlock) []*ssa.BasicBlock) bool {
	return leads([]*ssa.BasicBlock{from}, next, func(b *ssa.BasicBlock) bool { return b == to })
}

func successors(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Succs }

// leads reports whether control can go from one of the blocks to one that isGoal holds of,
// which may be among them, if from each block it goes on to one of those that next returns.
func leads(from []*ssa.BasicBlock, next func(*ssa.BasicBlock) []*ssa.BasicBlock, isGoal func(*ssa.BasicBlock) bool) bool {
	if len(from) == 0 {
		return false
	}
	var few [128]bool // asked very often: most functions need no more, and no garbage is made
	seen := few[:]
	if n := len(from[0].Parent().Blocks); n > len(few) {
		seen = make([]bool, n)
	}
	var start [32]*ssa.BasicBlock
	work := append(start[:0], from...)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if isGoal(b) {
			return true
		}
		if !seen[b.Index] {
			seen[b.Index] = true
			work = append(work, next(b)...)
		}
	}
	return false
}

// Dominates reports whether a always runs before b, both of one function.
func Dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return Position(a) < Position(b)
	}
	return a.Block().Dominates(b.Block())
}

// OnWayTo reports whether block is reached only by a branch that goes on to a
// block such that holds.
func OnWayTo(block *ssa.BasicBlock, holds func(branch *ssa.If, to *ssa.BasicBlock) bool) bool {
	for ; block != nil; block = block.Idom() {
		if len(block.Preds) != 1 {
			continue
		}
		if branch, ok := Last(block.Preds[0]).(*ssa.If); ok && holds(branch, block) {
			return true
		}
	}
	return false
}

// ReversePostorder returns the blocks in an order in which each comes before those
// that it leads to, but for the ways back in loops. Those that are never reached come
// last.
func ReversePostorder(blocks []*ssa.BasicBlock) []*ssa.BasicBlock {
	seen := make([]bool, len(blocks))
	var order []*ssa.BasicBlock
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b.Index] {
			return
		}
		seen[b.Index] = true
		for _, succ := range b.Succs {
			visit(succ)
		}
		order = append(order, b)
	}
	visit(blocks[0])
	slices.Reverse(order)
	for _, b := range blocks {
		if !seen[b.Index] {
			order = append(order, b)
		}
	}
	return order
}
