package budget

import (
	"fmt"

	"golang.org/x/tools/go/ssa"
)

// A Bound is a limit of what is followed. It stands beside the constant that is the limit.
type Bound struct {
	Name string // of the constant
	Most int
	Of   string // what is counted
}

// String returns the bound in words.
func (b Bound) String() string { return fmt.Sprintf("%d %s (%s)", b.Most, b.Of, b.Name) }

// A Cut is a function that was not followed to the end, and what ended it.
type Cut struct {
	Fn    *ssa.Function
	Bound Bound
}

// Note notes that fn was not followed to the end.
func (b *Budget) Note(fn *ssa.Function, bound Bound) {
	c := Cut{fn, bound}
	if b.cut[c] {
		return
	}
	if b.cut == nil {
		b.cut = map[Cut]bool{}
	}
	b.cut[c] = true
	b.Cuts = append(b.Cuts, c)
}
