package ssacode

import (
	"cmp"
	"slices"
	"sort"

	"golang.org/x/tools/go/ssa"
)

// A Sequence is the instructions of a function that set one thing in memory. It tells
// which of them another instruction can see the work of.
type Sequence struct {
	*Order
	list   []ssa.Instruction
	blocks map[*ssa.BasicBlock][]int // the positions of those in a block, in order
	nodes  []node                    // of these blocks, from the root of the tree of dominators down
	groups []int                     // those of the list, in order
	size   map[int]int               // how many a group has
	above  []int                     // by group, from the first that has one: how many dominate it, see sweep
	split  []bool                    // and whether control may come from one that does not
}

// A node is a block that has some of the sequence.
type node struct {
	block *ssa.BasicBlock
	up    int // the nearest node that dominates it; -1 if there is none
	count int // how many of the sequence are in it and above
}

// NewSequence returns the sequence of list, instructions of the function of o, each once.
func NewSequence(o *Order, list []ssa.Instruction) *Sequence {
	s := &Sequence{Order: o, list: list, blocks: map[*ssa.BasicBlock][]int{}, size: map[int]int{}}
	for _, instr := range list {
		block := instr.Block()
		g := o.groupOf(block)
		s.groups = append(s.groups, g)
		s.size[g]++
		if s.blocks[block] == nil {
			s.nodes = append(s.nodes, node{block: block})
		}
		s.blocks[block] = append(s.blocks[block], o.position(instr))
	}
	slices.Sort(s.groups)
	slices.SortFunc(s.nodes, func(a, b node) int { return cmp.Compare(o.nested[a.block.Index], o.nested[b.block.Index]) })
	for i := range s.nodes {
		n := &s.nodes[i]
		slices.Sort(s.blocks[n.block])
		n.up = s.climb(i-1, n.block)
		n.count = s.countAt(n.up) + len(s.blocks[n.block])
	}
	return s
}

// climb returns the first node that dominates block, of node i and those above it.
func (s *Sequence) climb(i int, block *ssa.BasicBlock) int {
	for i >= 0 && !s.nodes[i].block.Dominates(block) {
		i = s.nodes[i].up
	}
	return i
}

// over returns the nearest node that dominates block and is another one; -1 if there is none.
func (s *Sequence) over(block *ssa.BasicBlock) int {
	i := sort.Search(len(s.nodes), func(i int) bool { return s.nested[s.nodes[i].block.Index] >= s.nested[block.Index] })
	return s.climb(i-1, block)
}

func (s *Sequence) countAt(i int) int {
	if i < 0 {
		return 0
	}
	return s.nodes[i].count
}

// Before returns the last instruction of the sequence among those that always run before
// instr; nil if there is none. It reports whether no other one can come between the two:
// all that can come before instr, but for itself, always do.
func (s *Sequence) Before(instr ssa.Instruction) (last ssa.Instruction, only bool) {
	block, at := instr.Block(), s.position(instr)
	own, over := s.blocks[block], s.over(block)
	i, itself := slices.BinarySearch(own, at)
	switch {
	case i > 0:
		last = block.Instrs[own[i-1]]
	case over >= 0:
		n := s.nodes[over].block
		last = n.Instrs[s.blocks[n][len(s.blocks[n])-1]]
	}
	later := len(own) - i
	if itself {
		later--
	}
	return last, s.isOnly(block, s.countAt(over), i, later)
}

// isOnly reports whether all that can come before an instruction of block always do, if so
// many come before it in blocks above, in the block itself, and later in it.
func (s *Sequence) isOnly(block *ssa.BasicBlock, over, sooner, later int) bool {
	g := s.groupOf(block)
	others := s.size[g] - len(s.blocks[block]) // in the group
	upTo := sort.SearchInts(s.groups, g)
	switch {
	case !s.cyclic[g] && upTo == over:
		return true // all that are in groups before this one
	case s.cyclic[g] && upTo+others == over:
		return later == 0
	}
	above, split := s.sweep(g)
	return !split && (!s.cyclic[g] || later == 0 && above+others == over)
}

// sweep returns how many of the sequence, in groups before g, dominate it, and whether
// control can come to it from one that does not.
func (s *Sequence) sweep(g int) (above int, split bool) {
	if len(s.groups) == 0 || g < s.groups[0] {
		return 0, false
	}
	first := s.groups[0]
	for next := first + len(s.above); next <= g; next++ {
		above, split := s.entry(next), false
		for _, block := range s.members[next] {
			for _, pred := range block.Preds {
				if p := s.groupOf(pred); first <= p && p < next {
					// Those that dominate a group dominate the groups that lead to it, or are in them.
					split = split || s.split[p-first] || s.above[p-first]+s.size[p] != above
				}
			}
		}
		s.above, s.split = append(s.above, above), append(s.split, split)
	}
	return s.above[g-first], s.split[g-first]
}

// entry returns how many of the sequence, in groups before g, dominate it.
func (s *Sequence) entry(g int) int {
	block := s.members[g][0]
	for block != nil && s.groupOf(block) == g {
		block = block.Idom()
	}
	if block == nil {
		return 0
	}
	return s.countAt(s.over(block)) + len(s.blocks[block])
}

// Reaching returns, in their order, the instructions of the sequence that instr may see the
// work of: those that can come before it, but for itself and for those that always come
// before another one which always comes before it.
func (s *Sequence) Reaching(instr ssa.Instruction) []ssa.Instruction {
	last, only := s.Before(instr)
	if only {
		if last == nil {
			return nil
		}
		return []ssa.Instruction{last}
	}
	block, at := instr.Block(), s.position(instr)
	before := s.before(block, s.groups[0])
	var all []ssa.Instruction
	for _, other := range s.list {
		b := other.Block()
		comes := before[b] || b == block && s.position(other) < at
		if comes && other != instr && (last == nil || !s.Dominates(other, last)) {
			all = append(all, other)
		}
	}
	return all
}
