package sockflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A part is what a function does with what callers have at one place, such as a field of a
// parameter. What becomes of a socket is found out by parts: all that the functions of a
// large program do with its server and options would be thousands of times more.
type part struct {
	flows []summary.Flow
	busy  bool // it is being computed
	asked bool // and was asked for meanwhile: the function calls itself
}

// A partKey says what a part is about.
type partKey struct {
	fn *ssa.Function
	at summary.Place
}

// parts has the parts that somebody asked for.
type parts struct {
	known map[partKey]*part
	depth int // of the callees that are being asked now
}

// maxDepth bounds how deep a socket, port or directory is followed from call to call. From
// where a port is handed over to where it is bound, five calls are many.
const maxDepth = 8

var depthBound = program.Bound{Name: "maxDepth", Most: maxDepth, Of: "calls that a value is followed into"}

// partOf returns what fn does with what is at a place.
func (a *analyzer) partOf(fn *ssa.Function, at summary.Place) []summary.Flow {
	v := valueAt(fn, at)
	if v == nil {
		return nil
	}
	at.Path = summary.Typed(v.Type(), at.Path)
	key := partKey{fn, at}
	p := a.parts.known[key]
	switch {
	case p == nil && a.parts.depth == maxDepth:
		a.Budget.Note(fn, depthBound)
		return nil
	case p == nil:
		p = new(part)
		a.parts.known[key] = p
		a.compute(p, fn, claim.Claim{Val: v, Path: at.Path, From: at})
	case p.busy:
		p.asked = true
	}
	return p.flows
}

// valueAt returns the parameter or captured variable of fn that a place is in; nil if it is
// in none.
func valueAt(fn *ssa.Function, at summary.Place) ssa.Value {
	switch {
	case at.Root == summary.Param && at.Index < len(fn.Params):
		return fn.Params[at.Index]
	case at.Root == summary.Captured && at.Index < len(fn.FreeVars):
		return fn.FreeVars[at.Index]
	}
	return nil
}

// compute finds out what p is, which is what fn does with what seed is about.
func (a *analyzer) compute(p *part, fn *ssa.Function, seed claim.Claim) {
	outer := a.Budget.Enter()
	defer a.Budget.Leave(outer)
	a.parts.depth++
	p.busy = true
	sc := a.Scope(fn)
	for range maxRounds {
		before := len(p.flows)
		a.Budget.Uncounted(func() { p.flows = a.told(sc, a.NewTracer(sc).Run(seed)) })
		if !p.asked || len(p.flows) == before {
			break
		}
	}
	p.busy = false
	a.parts.depth--
}
