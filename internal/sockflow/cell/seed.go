package cell

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

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
			if ssacode.TypeName(of.Type()) != c.Type {
				continue
			}
			if _, ok := summary.Cut(c.Path, ssacode.FieldName(of.Type(), field)); ok {
				all = append(all, of)
			}
		}
	}
	return all
}

// Seeds returns the claims with which fn starts if the cell holds what f says.
func (x *Index) Seeds(c Cell, f claim.Claim, fn *ssa.Function) []claim.Claim {
	var all []claim.Claim
	add := func(v ssa.Value, path string) { all = append(all, f.At(v, path)) }
	if c.Glob == nil {
		for _, p := range fn.Params {
			if ssacode.TypeName(p.Type()) == c.Type {
				add(p, c.Path)
			}
		}
		if f.Dir {
			for _, v := range holders(fn, c) {
				add(v, c.Path)
			}
		}
		return all
	}
	if len(x.Scope(fn).Uses[c.Glob]) > 0 {
		add(c.Glob, c.Path)
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.MUL && i.X == c.Glob && !x.memory.Overwritten(c.Glob, c.Path, i, nil) {
					add(i, c.Path)
				}
			case *ssa.FieldAddr:
				if rest, ok := summary.Cut(c.Path, ssacode.FieldName(i.X.Type(), i.Field)); ok && i.X == c.Glob {
					add(i, rest)
				}
			case *ssa.Return:
				if slices.Contains(i.Results, ssa.Value(c.Glob)) {
					add(c.Glob, c.Path)
				}
			}
		}
	}
	return all
}
