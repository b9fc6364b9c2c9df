package trace

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// finders returns the functions that may find something in a cell, in the order of the
// program: those that have values of its type, or use its variable. They are found in one
// walk for all cells, since there may be as many as functions.
func (fw *Follower) finders(c Cell) []*ssa.Function {
	if fw.found == nil {
		fw.found = map[any][]*ssa.Function{}
		for _, fn := range fw.Funcs {
			fw.findIn(fn)
		}
	}
	if c.Glob != nil {
		return fw.found[c.Glob]
	}
	return fw.found[c.typ]
}

// findIn notes the types and variables whose cells fn may look into.
func (fw *Follower) findIn(fn *ssa.Function) {
	note := func(what any) {
		if list := fw.found[what]; len(list) == 0 || list[len(list)-1] != fn {
			fw.found[what] = append(list, fn)
		}
	}
	for _, p := range fn.Params {
		note(ssacode.TypeName(p.Type()))
	}
	var operands []*ssa.Value
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.FieldAddr:
				note(ssacode.TypeName(i.X.Type()))
			case *ssa.Field:
				note(ssacode.TypeName(i.X.Type()))
			}
			operands = instr.Operands(operands[:0])
			for _, v := range operands {
				if global, ok := (*v).(*ssa.Global); ok {
					note(global)
				}
			}
		}
	}
}
