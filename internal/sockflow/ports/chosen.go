package ports

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// chosen returns the value that decides on the port which a probe at s binds,
// and whether it is one of many: another one is drawn if the probe fails. Of the elements of
// a list, it is one if they are tried until one is free: who asks about all of them has settled
// them before.
func (ps *Ports) chosen(s *program.Site, src summary.Source, ports []ssa.Value) (root ssa.Value, ok bool) {
	again := leadsTo(s, src, false, s.Instr.Block())
	one := func(drawn *ssa.BasicBlock) bool {
		return leadsTo(s, src, false, drawn) && !leadsTo(s, src, true, drawn)
	}
	if src.Dials && !one(s.Instr.Block()) {
		again = false // who dials all of them looks for somebody
	}
	for _, v := range ports {
		switch v := v.(type) {
		case *ssa.Phi:
			if again && ssacode.InLoop(v.Block(), s.Instr.Block()) {
				return v, true
			}
		case *ssa.Call:
			if again && draws(v) {
				return v, true
			}
		case *ssa.UnOp:
			if again && ps.counts(v) {
				return v, true
			}
		case *ssa.Parameter:
			root = v
		}
		if again && !src.Dials && ps.isNext(v, s.Instr.Block(), 0) && one(v.(ssa.Instruction).Block()) {
			return v, true
		}
	}
	return root, false
}

// leadsTo reports whether the probe src, if it is won or if not, leads to a block.
func leadsTo(s *program.Site, src summary.Source, won bool, to *ssa.BasicBlock) bool {
	probe, ok := s.Instr.(*ssa.Call)
	if !ok {
		return false
	}
	for cond, success := range ssacode.OutcomesOf(probe).Conds {
		if success == ssacode.Either && ssacode.IsResult(cond, probe) {
			success = src.Free
		} else if isRefused(src, s) {
			success = ssacode.Not(success)
		}
		way := ssacode.Index((success == ssacode.WhenTrue) != won)
		for _, ref := range *cond.Referrers() {
			branch, isIf := ref.(*ssa.If)
			if isIf && success != ssacode.Either && ssacode.LeadsTo(branch, way, map[*ssa.BasicBlock]bool{to: true}) {
				return true
			}
		}
	}
	return false
}

// isRefused reports whether the port of src is free if the call itself fails, since it dials.
func isRefused(src summary.Source, s *program.Site) bool { return src.Dials && s.Fn == nil }

// isNext reports whether v is the element of a collection, or in it, that a loop around block
// has come to.
func (ps *Ports) isNext(v ssa.Value, block *ssa.BasicBlock, depth int) bool {
	if depth > 2*summary.MaxSteps {
		return false
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		return v.Op == token.MUL && ps.isNext(v.X, block, depth+1)
	case *ssa.FieldAddr:
		return ps.isNext(v.X, block, depth+1)
	case *ssa.Field:
		return ps.isNext(v.X, block, depth+1)
	case *ssa.IndexAddr:
		return ps.advances(v.Index, block, depth+1)
	case *ssa.Index:
		return ps.advances(v.Index, block, depth+1)
	case *ssa.Alloc:
		only := ps.OnlyStore(v)
		return only != nil && ps.isNext(only, block, depth+1)
	case *ssa.Extract:
		next, ok := v.Tuple.(*ssa.Next)
		return ok && ssacode.InLoop(next.Block(), block)
	}
	return false
}

// advances reports whether a loop around block counts index on, or takes it out of a list.
func (ps *Ports) advances(index ssa.Value, block *ssa.BasicBlock, depth int) bool {
	if sum, ok := index.(*ssa.BinOp); ok {
		index = sum.X
	}
	phi, ok := index.(*ssa.Phi)
	return ok && ssacode.InLoop(phi.Block(), block) || ps.isNext(index, block, depth)
}

// counts reports whether v is the value of a package-level variable that the
// function also sets: a counter.
func (ps *Ports) counts(v *ssa.UnOp) bool {
	g, ok := v.X.(*ssa.Global)
	return ok && slices.ContainsFunc(ps.GlobalStores[g], func(s *ssa.Store) bool { return s.Parent() == v.Parent() })
}

// draws reports whether each call of the function that call calls yields another
// number: it is a random one, or a counter's.
func draws(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Object() == nil || fn.Object().Pkg() == nil {
		return false
	}
	switch fn.Object().Pkg().Path() {
	case "math/rand", "math/rand/v2", "crypto/rand", "math/big":
		return true
	case "sync/atomic":
		return fn.Name() == "Add" || len(fn.Name()) > 3 && fn.Name()[:3] == "Add"
	}
	return false
}
