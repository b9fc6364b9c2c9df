package ssacode

import "golang.org/x/tools/go/ssa"

// InLoop reports whether block is in a loop whose head is head.
func InLoop(head, block *ssa.BasicBlock) bool {
	if !head.Dominates(block) {
		return false
	}
	for _, pred := range head.Preds {
		if head.Dominates(pred) && (pred == block || block == head || reachableWithin(head, block, pred)) {
			return true
		}
	}
	return false
}

// reachableWithin reports whether control can go from one block to another
// without passing head.
func reachableWithin(head, from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{head: true}
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if seen[b] {
			continue
		}
		seen[b] = true
		work = append(work, b.Succs...)
	}
	return false
}
