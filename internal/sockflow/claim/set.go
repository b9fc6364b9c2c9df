package claim

import (
	"golang.org/x/tools/go/ssa"
)

// A Set is a set of claims, each with a depth. Claims are long, and most values have few
// of them: to look through those takes less time than to hash one.
type Set struct {
	store
	many  map[Claim]int // the indexes of claims about values that have many
	spare *Spare
}

// A store has the claims of a set, in the order in which they were added.
type store struct {
	claims []entry
	chains map[ssa.Value]chain
}

// An entry is a claim in a set.
type entry struct {
	Claim
	depth int
	next  int // the index of another claim about the same value, -1 if there is none
}

// A chain is the claims about a value: the index of one, and how many there are.
type chain struct{ first, n int }

// maxFew is how many claims are looked through.
const maxFew = 16

// A Spare has memory for sets of claims to come: to make it grow costs more than to clear it.
type Spare []store

// maxSpare is how many claims a set may have had whose memory is kept, since to clear larger
// ones takes longer.
const maxSpare = 500

// NewSet returns an empty set, which takes its memory from spare.
func NewSet(spare *Spare) *Set { return &Set{spare: spare} }

// Len returns the number of claims.
func (c *Set) Len() int { return len(c.claims) }

// Drop empties the set, and keeps its memory for others.
func (c *Set) Drop() {
	if c.chains != nil && len(c.claims) <= maxSpare {
		clear(c.chains)
		clear(c.claims)
		*c.spare = append(*c.spare, store{c.claims[:0], c.chains})
	}
	c.store, c.many = store{}, nil
}

// Depth returns the depth of f; ok is false if f is not in the set.
func (c *Set) Depth(f Claim) (depth int, ok bool) {
	i := c.index(f)
	if i < 0 {
		return 0, false
	}
	return c.claims[i].depth, true
}

// index returns the index of f, -1 if it is not in the set.
func (c *Set) index(f Claim) int {
	same, ok := c.chains[f.Val]
	switch {
	case !ok:
		return -1
	case same.n > maxFew:
		if i, ok := c.many[f]; ok {
			return i
		}
		return -1
	}
	i := same.first
	for i >= 0 && c.claims[i].Claim != f {
		i = c.claims[i].next
	}
	return i
}

// Put adds f, or changes its depth.
func (c *Set) Put(f Claim, depth int) {
	if i := c.index(f); i >= 0 {
		c.claims[i].depth = depth
		return
	}
	if c.chains == nil {
		c.store = c.spare.get()
	}
	same, ok := c.chains[f.Val]
	if !ok {
		same.first = -1
	}
	c.claims = append(c.claims, entry{f, depth, same.first})
	same.first = len(c.claims) - 1
	same.n++
	c.chains[f.Val] = same
	c.hash(same)
}

// hash has the claims about a value found by their hash, as soon as there are many.
func (c *Set) hash(same chain) {
	switch {
	case same.n <= maxFew:
		return
	case c.many == nil:
		c.many = map[Claim]int{}
	}
	for i := same.first; i >= 0; i = c.claims[i].next {
		c.many[c.claims[i].Claim] = i
		if same.n > maxFew+1 {
			return // the others are there
		}
	}
}

func (s *Spare) get() store {
	n := len(*s)
	if n == 0 {
		return store{chains: map[ssa.Value]chain{}}
	}
	last := (*s)[n-1]
	*s = (*s)[:n-1]
	return last
}

// About reports whether there are claims about v.
func (c *Set) About(v ssa.Value) bool { return c.chains[v].n > 0 }
