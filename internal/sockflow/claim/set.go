package claim

import (
	"golang.org/x/tools/go/ssa"
)

// A Set is a set of claims, each with a depth. Claims are long, and most values have few
// of them: to look through those takes less time than to hash one.
type Set struct {
	of    map[ssa.Value]*sameValue
	n     int
	spare *Spare
}

// NewSet returns an empty set, which takes its map from spare.
func NewSet(spare *Spare) *Set { return &Set{spare: spare} }

// Len returns the number of claims.
func (c *Set) Len() int { return c.n }

// A Spare has maps for sets of claims to come: to make one grow costs more than to clear it.
type Spare []map[ssa.Value]*sameValue

// maxSpare is how large maps are that are kept, since to clear larger ones takes longer.
const maxSpare = 200

func (s *Spare) get() map[ssa.Value]*sameValue {
	n := len(*s)
	if n == 0 {
		return map[ssa.Value]*sameValue{}
	}
	m := (*s)[n-1]
	*s = (*s)[:n-1]
	return m
}

// Drop empties the set, and keeps its map for others.
func (c *Set) Drop() {
	if c.of != nil && len(c.of) <= maxSpare {
		clear(c.of)
		*c.spare = append(*c.spare, c.of)
	}
	c.of, c.n = nil, 0
}

// A sameValue has the claims about one value.
type sameValue struct {
	few  []depthOf
	many map[Claim]int // instead of few, if there are more
}

type depthOf struct {
	Claim
	depth int
}

// maxFew is how many claims are looked through.
const maxFew = 16

// Depth returns the depth of f; ok is false if f is not in the set.
func (c *Set) Depth(f Claim) (depth int, ok bool) {
	v := c.of[f.Val]
	switch {
	case v == nil:
		return 0, false
	case v.many != nil:
		depth, ok = v.many[f]
		return depth, ok
	}
	for i := range v.few {
		if v.few[i].Claim == f {
			return v.few[i].depth, true
		}
	}
	return 0, false
}

// Put adds f, or changes its depth.
func (c *Set) Put(f Claim, depth int) {
	v := c.of[f.Val]
	if v == nil {
		if c.of == nil {
			c.of = c.spare.get()
		}
		v = new(sameValue)
		c.of[f.Val] = v
	}
	if v.many == nil {
		for i := range v.few {
			if v.few[i].Claim == f {
				v.few[i].depth = depth
				return
			}
		}
		c.n++
		if v.few = append(v.few, depthOf{f, depth}); len(v.few) > maxFew {
			v.many = map[Claim]int{}
			for _, d := range v.few {
				v.many[d.Claim] = d.depth
			}
			v.few = nil
		}
		return
	}
	if _, known := v.many[f]; !known {
		c.n++
	}
	v.many[f] = depth
}

// About reports whether there are claims about v.
func (c *Set) About(v ssa.Value) bool { return c.of[v] != nil }
