package ssacode

import "golang.org/x/tools/go/ssa"

// InLoop reports whether block is in a loop whose head is head.
func InLoop(head, block *ssa.BasicBlock) bool {
	if !head.Dominates(block) {
		return false
	}
	inside := func(b *ssa.BasicBlock) []*ssa.BasicBlock {
		if b == head {
			return nil
		}
		return b.Succs
	}
	for _, pred := range head.Preds {
		if head.Dominates(pred) && (block == head || Leads(block, pred, inside)) {
			return true
		}
	}
	return false
}
