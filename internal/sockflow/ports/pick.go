package ports

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// pick finds out what becomes of the element of a list that the callee at s has found, which
// is the first whose port is free. It returns the sources that the function's own callers see.
func (ps *Ports) pick(sc *program.Scope, s *program.Site, i int) []*summary.Source {
	fn, _ := ps.Function(s.Operand(s.Sum.Sources[i].Picks), 0)
	index, ok := s.Instr.(*ssa.Call)
	if fn == nil || !ok || fn.Pkg != ps.SSA {
		return nil
	}
	var found []*summary.Source
	for _, src := range ps.Summary(fn).Sources {
		e, made := src.Thing.(*Endpoint)
		if !made || src.Asks != (summary.Place{Root: summary.Param}) || src.Free != ssacode.WhenTrue {
			continue
		}
		t := ps.NewTracer(sc)
		for _, element := range elementsAt(index, s.Operand(src.Asks).Type()) {
			t.Add(claim.Claim{Val: element, Kind: summary.Address})
		}
		line := life.New(sc, life.Absent, life.Since(s.Instr, life.Released))
		found = append(found, ps.search(e, s, src, line, t.Run()))
	}
	return found
}

// elementsAt returns the elements that are taken out of lists of type list at index.
func elementsAt(index ssa.Value, list types.Type) []ssa.Value {
	if index.Referrers() == nil {
		return nil // a constant
	}
	var all []ssa.Value
	for _, ref := range *index.Referrers() {
		if at, ok := ref.(*ssa.IndexAddr); ok && types.Identical(at.X.Type(), list) {
			all = append(all, at)
		}
	}
	return all
}
