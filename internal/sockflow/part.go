package sockflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A partKey says what a part is about: what a function does with what callers have at one
// place, such as a field of a parameter. What becomes of a socket is found out by parts: all
// that the functions of a large program do with its server and options would be thousands of
// times more.
type partKey struct {
	fn *ssa.Function
	at summary.Place
}

// parts has the parts that somebody asked for.
type parts struct {
	known map[partKey]*summary.Answer
	depth int // of the callees that are being asked now
}

// maxDepth bounds how deep a socket, port or directory is followed from call to call. From
// where a port is handed over to where it is bound, five calls are many.
const maxDepth = 8

var depthBound = budget.Bound{Name: "maxDepth", Most: maxDepth, Of: "calls that a value is followed into"}

// partOf returns what fn does with what is at a place.
func (a *analyzer) partOf(fn *ssa.Function, at summary.Place) []summary.Flow {
	v := program.ValueAt(fn, at)
	if v == nil {
		return nil
	}
	at.Path = summary.Typed(v.Type(), at.Path)
	key := partKey{fn, at}
	part := a.parts.known[key]
	if part == nil {
		if a.parts.depth == maxDepth {
			a.Budget.Note(fn, depthBound)
			return nil
		}
		part = new(summary.Answer)
		a.parts.known[key] = part
	}
	return part.Get(func() []summary.Flow { return a.follow(fn, claim.Claim{Val: v, Path: at.Path, From: at}) })
}

// follow returns what fn does with what seed is about, with what is known of itself so far.
func (a *analyzer) follow(fn *ssa.Function, seed claim.Claim) (flows []summary.Flow) {
	outer := a.Budget.Enter()
	defer a.Budget.Leave(outer)
	a.parts.depth++
	defer func() { a.parts.depth-- }()
	sc := a.Scope(fn)
	t := a.NewTracer(sc)
	t.Start(seed)
	a.Budget.Uncounted(func() { flows = a.told(sc, t.Run()) })
	return flows
}
