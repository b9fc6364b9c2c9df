package claim

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// TestSet compares a set with a map, for values with few claims and with many, and for sets
// that take over the memory of others.
func TestSet(t *testing.T) {
	values := []ssa.Value{new(ssa.Alloc), new(ssa.Phi), new(ssa.Call)}
	var spare Spare
	for round := range 3 {
		set, want := NewSet(&spare), map[Claim]int{}
		check := func(f Claim) {
			t.Helper()
			depth, ok := set.Depth(f)
			if wanted, has := want[f]; depth != wanted || ok != has {
				t.Errorf("round %d: Depth(%s) = %d, %v; want %d, %v", round, f.Path, depth, ok, wanted, has)
			}
		}
		for i := range 3 * maxFew {
			for n, v := range values {
				f := Claim{Val: v, Path: fmt.Sprint(i % (1 + 2*n*maxFew))}
				check(f)
				set.Put(f, i+round)
				want[f] = i + round
				check(f)
			}
		}
		if set.Len() != len(want) {
			t.Errorf("round %d: %d claims, want %d", round, set.Len(), len(want))
		}
		for f := range want {
			check(f)
		}
		set.Drop()
		check(Claim{Val: values[0], Path: "none"})
		if _, ok := set.Depth(Claim{Val: values[0], Path: "0"}); ok || set.Len() != 0 {
			t.Errorf("round %d: the set has claims after Drop", round)
		}
	}
}
