package life

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// An End is what a function does to something that its callers share with it.
type End struct {
	role sockapi.Role
	from summary.Place
	of   summary.Kind
}

// EndOf returns what e ends.
func EndOf(e trace.Event) End { return End{e.Role, e.From, e.Of} }

// CertainReleases returns what a function closes or removes on every path on which there is
// something to close.
func CertainReleases(sc *program.Scope, events []trace.Event) map[End]bool {
	ends := map[End][]trace.Event{}
	for _, e := range events {
		if this := EndOf(e); summary.TraitOf(e.Role).Ends {
			ends[this] = append(ends[this], e)
		}
	}
	certain := map[End]bool{}
	for this, list := range ends {
		changes := Changes{}
		for _, e := range list {
			changes.Note(e)
		}
		certain[this] = New(sc, Held, changes).AtReturns() == Released
	}
	return certain
}

// passes notes where control goes from branches on the way to instr, which ends what holder
// holds, if they find that there is nothing: it is nil, or not in the map.
func (l *Line) passes(instr ssa.Instruction, holder ssa.Value) {
	for block := instr.Block().Idom(); block != nil; block = block.Idom() {
		branch, ok := ssacode.Last(block).(*ssa.If)
		if !ok {
			continue
		}
		says := ssacode.Present(branch.Cond, holder)
		none := ssacode.Index(says == ssacode.WhenTrue)
		if says != ssacode.Either && block.Succs[1-none].Dominates(instr.Block()) && !block.Succs[none].Dominates(instr.Block()) {
			l.none[block] = block.Succs[none]
		}
	}
}

// End notes that the thing is gone after instr.
func (c Changes) End(instr ssa.Instruction) {
	c[instr] = append(c[instr], change{rel: Released, end: trace.Now})
}

// Note notes what an event does to it, if that ends it.
func (c Changes) Note(e trace.Event) {
	if !summary.TraitOf(e.Role).Ends || e.How == trace.Never {
		return
	}
	ends := change{rel: Released, end: e.How, each: e.Each, holder: e.Holder}
	if !e.Must {
		ends.rel = Unsure
	}
	at := e.Instr
	if e.Stored != nil {
		at, ends.each, ends.holder = e.Stored, false, nil
	}
	c[at] = append(c[at], ends)
}
