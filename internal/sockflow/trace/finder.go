package trace

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
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
		return fw.found[variableOf(c.Glob)]
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
			case ssa.CallInstruction:
				if s := fw.Site(i); s != nil && s.Sum != nil {
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

// variableOf returns what a package-level variable is found by.
func variableOf(g *ssa.Global) any {
	if v := g.Object(); v != nil {
		return v
	}
	return g
}

// wantFinders has the program have whoever mentions what the cell is: its variable, or the
// fields on the way, or what is promoted from an embedded one; of the latter, if params is
// set, only who has a parameter of the cell's type.
func (fw *Follower) wantFinders(c Cell, params bool) {
	if c.Glob != nil {
		fw.Want(c.Glob.Name())
		if c.Glob.Pkg != fw.SSA {
			fw.Want(sockapi.UsersOf(c.Glob.String())...)
		}
		return
	}
	if c.typ == nil {
		return
	}
	t := c.typ.Type()
	var names []string
	for _, step := range summary.Steps(c.path) {
		if summary.IsField(step) {
			names = append(names, step)
		}
		if field := ssacode.Field(t, step); field != nil && field.Embedded() {
			names = append(names, fw.promoted(field.Type())...)
		}
		t = summary.StepType(t, step)
	}
	for _, name := range names {
		if params {
			fw.WantWith(c.typ, name)
		} else {
			fw.Want(name)
		}
	}
}

// promoted returns the names of the fields and methods that an embedded field of type t
// has.
func (fw *Follower) promoted(t types.Type) []string {
	var names []string
	for _, methods := range []*types.MethodSet{fw.MethodSet(types.NewPointer(t)), fw.MethodSet(t)} {
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
