package ssacode

import "golang.org/x/tools/go/ssa"

// InLoop reports whether block is in a loop whose head is head.
func InLoop(head, block *ssa.BasicBlock) bool {
	if !head.Dominates(block) {
		return false
	}
	for _, pred := range head.Preds {
		isPred := func(b *ssa.BasicBlock) bool { return b == pred }
		if head.Dominates(pred) && (block == head || leads([]*ssa.BasicBlock{block}, head, isPred)) {
			return true
		}
	}
	return false
}
