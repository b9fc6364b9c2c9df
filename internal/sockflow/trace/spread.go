package trace

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/cell"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// maxSpread bounds how many stops one spread has.
const maxSpread = 100

// A Traveller is what is followed through cells and results: the port of a closed socket,
// or what there is of a directory. It is comparable.
type Traveller interface {
	// Claim returns what is said of a value that holds it.
	Claim() claim.Claim

	// Meets notes what fn, which found it, does with it.
	Meets(fn *ssa.Function, events []Event)

	// As returns it as it leaves a function that found it.
	As(o summary.Out) Traveller

	// PassesGetters reports whether it is followed to the callers of a method that
	// found it in a field. That may be the field of another value of the type.
	PassesGetters() bool
}

// A Spread follows what functions leave in cells to the functions that find it there.
type Spread struct {
	a    *Follower
	seen map[stop]bool
	work []stop
}

// A stop is where a traveller is found on its way: in a cell, or, if call is set, as a
// result of that call.
type stop struct {
	Traveller
	cell   cell.Cell
	call   *program.Site
	result summary.Place
}

// NewSpread returns a spread in which nothing is left yet.
func NewSpread(a *Follower) *Spread { return &Spread{a: a, seen: map[stop]bool{}} }

// Run follows all that was left, to the end.
func (s *Spread) Run() {
	for len(s.work) > 0 {
		next := s.work[0]
		s.work = s.work[1:]
		s.follow(next)
	}
}

// Leave adds the stops at which what is found that fn leaves at place to.
func (s *Spread) Leave(what Traveller, fn *ssa.Function, to summary.Place) {
	next := stop{Traveller: what}
	if to.Root == summary.Result {
		next.result = to
		for _, call := range s.a.Callers(fn) {
			next.call = call
			s.add(next)
		}
	} else if c, ok := cell.Of(s.a.Program, fn, to); ok {
		next.cell = c
		s.add(next)
	}
}

func (s *Spread) add(next stop) {
	if !s.seen[next] && len(s.seen) < maxSpread {
		s.seen[next] = true
		s.work = append(s.work, next)
	}
}

// follow follows a traveller from a stop on.
func (s *Spread) follow(at stop) {
	if at.call != nil {
		fn := at.call.Instr.Parent()
		t := s.a.NewTracer(s.a.Scope(fn))
		t.Deposit(at.Claim(), at.call, at.result)
		s.found(at, fn, t.Run())
		return
	}
	s.a.Cells.WantFinders(at.cell, !at.Claim().Dir)
	for _, fn := range s.a.Cells.Finders(at.cell) {
		t := s.a.NewTracer(s.a.Scope(fn))
		seeds := s.a.Cells.Seeds(at.cell, at.Claim(), fn)
		if fetched := t.fetches(at.cell, at.Claim()); fetched || len(seeds) > 0 && (at.Claim().Dir || s.a.Cells.ComesTo(at.cell, fn)) {
			s.found(at, fn, t.Run(seeds...))
		}
	}
}

// found notes what fn does, by events, with the traveller that it found at a stop,
// and follows it to where fn leaves it in turn.
func (s *Spread) found(at stop, fn *ssa.Function, events []Event) {
	if at.call == nil {
		events = cell.StillThere(s.a.Cells, at.cell, fn, events, func(ev Event) ssa.Instruction { return ev.Instr })
	}
	at.Meets(fn, events)
	for _, o := range OutsOf(events) {
		if o.To.Root != summary.Result || at.call != nil || at.cell.Glob != nil || at.PassesGetters() {
			s.Leave(at.As(o), fn, o.To)
		}
	}
}

// fetches adds f where callees get it from the cell, a variable of another package, and
// reports whether any do.
func (t *Tracer) fetches(c cell.Cell, f claim.Claim) (found bool) {
	for _, s := range t.scope.Sites {
		if c.Glob == nil || s.Sum == nil {
			continue
		}
		for _, fl := range s.Sum.Globals() {
			named, ok := fl.Named(c.Path, s.Constant)
			if ok && named.From.Path == c.Path && c.Holds(fl.From.Global) {
				found = true
				t.Deposit(f.Within(fl.Role == sockapi.Carries), s, named.To)
			}
		}
	}
	return found
}
