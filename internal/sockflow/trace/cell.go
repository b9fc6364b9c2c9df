package trace

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Cell is memory that functions share otherwise than through calls that can
// be seen: a package-level variable, or a field of any value of a type. Test
// suites keep ports in such fields: one method sets them, and another one,
// which the framework calls, uses them.
type Cell struct {
	typ  *types.TypeName
	Glob *ssa.Global
	path string
}

// cellOf returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func (a *Follower) cellOf(fn *ssa.Function, to summary.Place) (Cell, bool) {
	switch to.Root {
	case summary.Global:
		return Cell{Glob: a.GlobalOf(to.Global), path: to.Path}, true
	case summary.Param:
		if to.Path == "" || to.Index >= len(fn.Params) {
			return Cell{}, false
		}
		method := to.Index == 0 && fn.Signature.Recv() != nil
		name := ssacode.TypeName(fn.Params[to.Index].Type())
		return Cell{typ: name, path: to.Path}, name != nil && (method || len(a.Callers[fn]) == 0)
	}
	return Cell{}, false
}

// holders returns the values in fn, of the type of c, whose field is looked at that c
// is or is in. They may be other values than the one that has the directory: that is
// good enough for who may remove it.
func holders(fn *ssa.Function, c Cell) []ssa.Value {
	var all []ssa.Value
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			var of ssa.Value
			field := 0
			switch i := instr.(type) {
			case *ssa.FieldAddr:
				of, field = i.X, i.Field
			case *ssa.Field:
				of, field = i.X, i.Field
			default:
				continue
			}
			if ssacode.TypeName(of.Type()) != c.typ {
				continue
			}
			if _, ok := summary.Cut(c.path, ssacode.FieldName(of.Type(), field)); ok {
				all = append(all, of)
			}
		}
	}
	return all
}

// Seeds returns the facts with which fn starts if the cell holds what f says.
func (a *Follower) Seeds(c Cell, f Claim, fn *ssa.Function) []Claim {
	var all []Claim
	add := func(v ssa.Value, path string) { all = append(all, f.at(v, path)) }
	if c.Glob == nil {
		for _, p := range fn.Params {
			if ssacode.TypeName(p.Type()) == c.typ {
				add(p, c.path)
			}
		}
		if f.Dir {
			for _, v := range holders(fn, c) {
				add(v, c.path)
			}
		}
		return all
	}
	if len(a.Scope(fn).Uses[c.Glob]) > 0 {
		add(c.Glob, c.path)
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.MUL && i.X == c.Glob && !(overwrites{a: a}).before(c.Glob, c.path, i) {
					add(i, c.path)
				}
			case *ssa.FieldAddr:
				if rest, ok := summary.Cut(c.path, ssacode.FieldName(i.X.Type(), i.Field)); ok && i.X == c.Glob {
					add(i, rest)
				}
			}
		}
	}
	return all
}
