package sockflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A cell is memory that functions share otherwise than through calls that can
// be seen: a package-level variable, or a field of any value of a type. Test
// suites keep ports in such fields: one method sets them, and another one,
// which the framework calls, uses them.
type cell struct {
	typ  *types.TypeName
	glob *ssa.Global
	path string
}

// cellOf returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func (a *follower) cellOf(fn *ssa.Function, to summary.Place) (cell, bool) {
	switch to.Root {
	case summary.Global:
		return cell{glob: a.GlobalOf(to.Global), path: to.Path}, true
	case summary.Param:
		if to.Path == "" || to.Index >= len(fn.Params) {
			return cell{}, false
		}
		method := to.Index == 0 && fn.Signature.Recv() != nil
		name := ssacode.TypeName(fn.Params[to.Index].Type())
		return cell{typ: name, path: to.Path}, name != nil && (method || len(a.Callers[fn]) == 0)
	}
	return cell{}, false
}

// holders returns the values in fn, of the type of c, whose field is looked at that c
// is or is in. They may be other values than the one that has the directory: that is
// good enough for who may remove it.
func holders(fn *ssa.Function, c cell) []ssa.Value {
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

// seeds returns the facts with which fn starts if the cell holds what f says.
func (a *follower) seeds(c cell, f fact, fn *ssa.Function) []fact {
	var all []fact
	add := func(v ssa.Value, path string) { all = append(all, f.at(v, path)) }
	if c.glob == nil {
		for _, p := range fn.Params {
			if ssacode.TypeName(p.Type()) == c.typ {
				add(p, c.path)
			}
		}
		if f.dir {
			for _, v := range holders(fn, c) {
				add(v, c.path)
			}
		}
		return all
	}
	if len(a.Scope(fn).Uses[c.glob]) > 0 {
		add(c.glob, c.path)
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.MUL && i.X == c.glob && !(overwrites{a: a}).before(c.glob, c.path, i) {
					add(i, c.path)
				}
			case *ssa.FieldAddr:
				if rest, ok := summary.Cut(c.path, ssacode.FieldName(i.X.Type(), i.Field)); ok && i.X == c.glob {
					add(i, rest)
				}
			}
		}
	}
	return all
}
