package portflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
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

// maxSpread bounds how many cells the port of one package's sockets is followed through.
const maxSpread = 100

// spread follows the ports of closed sockets that functions leave in cells to
// the functions that find them there.
func (a *analyzer) spread() {
	type pair struct {
		endpoint *Endpoint
		cell     cell
	}
	seen := map[pair]bool{}
	var work []pair
	add := func(e *Endpoint, fn *ssa.Function, to place) {
		if c, ok := a.cellOf(fn, to); ok && !seen[pair{e, c}] && len(seen) < maxSpread {
			seen[pair{e, c}] = true
			work = append(work, pair{e, c})
		}
	}
	for _, fn := range a.funcs {
		for _, src := range a.summaries[fn].sources {
			for _, o := range src.outs {
				if src.released && src.endpoint != nil {
					add(src.endpoint, fn, o.to)
				}
			}
		}
	}
	for len(work) > 0 {
		p := work[0]
		work = work[1:]
		for _, fn := range a.funcs {
			for _, to := range a.find(p.endpoint, p.cell, fn) {
				add(p.endpoint, fn, to)
			}
		}
	}
}

// cellOf returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func (a *analyzer) cellOf(fn *ssa.Function, to place) (cell, bool) {
	switch to.root {
	case global:
		return cell{glob: to.glob, path: to.path}, true
	case param:
		if to.path == "" || to.index >= len(fn.Params) {
			return cell{}, false
		}
		method := to.index == 0 && fn.Signature.Recv() != nil
		name := typeName(fn.Params[to.index].Type())
		return cell{typ: name, path: to.path}, name != nil && (method || len(a.callers[fn]) == 0)
	}
	return cell{}, false
}

// find notes at the endpoint what fn does with its port, which fn finds in a
// cell, and returns the places in which fn leaves it in turn.
func (a *analyzer) find(e *Endpoint, c cell, fn *ssa.Function) []place {
	seeds := a.seeds(c, fn)
	if len(seeds) == 0 {
		return nil
	}
	events := a.newTracer(a.scopeOf(fn)).trace(seeds...)
	a.judge(e, newLifeline(fn, released, nil), attempts{}, events)
	return leavingTo(events)
}

// seeds returns the facts with which fn starts if the cell holds the address of
// a closed socket.
func (a *analyzer) seeds(c cell, fn *ssa.Function) []fact {
	var all []fact
	add := func(v ssa.Value, path string) { all = append(all, fact{val: v, path: path, kind: address}) }
	if c.glob == nil {
		for _, p := range fn.Params {
			if typeName(p.Type()) == c.typ {
				add(p, c.path)
			}
		}
		return all
	}
	if len(a.scopeOf(fn).uses[c.glob]) > 0 {
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
				if rest, ok := cut(c.path, fieldName(i.X.Type(), i.Field)); ok && i.X == c.glob {
					add(i, rest)
				}
			}
		}
	}
	return all
}
