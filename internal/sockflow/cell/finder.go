package cell

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/memory"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// An Index says which functions of a program may find something in a cell.
type Index struct {
	*program.Program
	memory *memory.Memory
	found  map[any][]*ssa.Function // nil until it is needed, see Finders
	set    map[settingsKey][]setting
}

// NewIndex returns the index of the functions of p.
func NewIndex(p *program.Program, mem *memory.Memory) *Index {
	return &Index{Program: p, memory: mem, set: map[settingsKey][]setting{}}
}

// Finders returns the functions that may find something in a cell, in the order of the
// program: those that have values of its type, or use its variable. They are found in one
// walk for all cells, since there may be as many as functions.
func (x *Index) Finders(c Cell) []*ssa.Function {
	if x.found == nil {
		x.found = map[any][]*ssa.Function{}
		for _, fn := range x.Funcs {
			x.findIn(fn)
		}
	}
	if c.Glob != nil {
		return x.found[variableOf(c.Glob)]
	}
	return x.found[c.Type]
}

// findIn notes the types and variables whose cells fn may look into.
func (x *Index) findIn(fn *ssa.Function) {
	note := func(what any) {
		if list := x.found[what]; len(list) == 0 || list[len(list)-1] != fn {
			x.found[what] = append(list, fn)
		}
	}
	for _, p := range fn.Params {
		note(ssacode.TypeName(p.Type()))
	}
	var operands []*ssa.Value
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case ssa.CallInstruction:
				if s := x.Site(i); s != nil && s.Sum != nil {
					for _, fl := range s.Sum.Globals() {
						note(fl.From.Global)
					}
				}
			case *ssa.FieldAddr:
				note(ssacode.TypeName(i.X.Type()))
			case *ssa.Field:
				note(ssacode.TypeName(i.X.Type()))
			}
			operands = instr.Operands(operands[:0])
			for _, v := range operands {
				if global, ok := (*v).(*ssa.Global); ok {
					note(variableOf(global))
				}
			}
		}
	}
}

// WantFinders has the program have whoever mentions what the cell is: its variable, or the
// fields on the way, or what is promoted from an embedded one; of the latter, if params is
// set, only who has a parameter of the cell's type.
func (x *Index) WantFinders(c Cell, params bool) {
	if c.Glob != nil {
		x.Want(c.Glob.Name())
		if c.Glob.Pkg != x.SSA {
			x.Want(sockapi.UsersOf(c.Glob.String())...)
		}
		return
	}
	if c.Type == nil {
		return
	}
	t := c.Type.Type()
	var names []string
	for _, step := range summary.Steps(c.Path) {
		if summary.IsField(step) {
			names = append(names, step)
		}
		if field := ssacode.Field(t, step); field != nil && field.Embedded() {
			names = append(names, x.promoted(field.Type())...)
		}
		t = summary.StepType(t, step)
	}
	for _, name := range names {
		if params {
			x.WantWith(c.Type, name)
		} else {
			x.Want(name)
		}
	}
}

// promoted returns the names of the fields and methods that an embedded field of type t
// has.
func (x *Index) promoted(t types.Type) []string {
	var names []string
	for _, methods := range []*types.MethodSet{x.MethodSet(types.NewPointer(t)), x.MethodSet(t)} {
		for sel := range methods.Methods() {
			names = append(names, sel.Obj().Name())
		}
	}
	if s := ssacode.StructOf(t); s != nil {
		for f := range s.Fields() {
			names = append(names, f.Name())
		}
	}
	return names
}
