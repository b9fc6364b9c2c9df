package sockflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A fact says that a value, or what is found at path inside it, is a socket,
// the address of one, or a function that closes one; or a directory, the path of
// something in it, or a function that removes it.
//
// Facts are either concrete, about one socket or directory that the function under
// analysis gets from a source, or symbolic, about whatever a caller passes at from.
// A symbolic fact of kind itself may turn out to be a socket, an address, a
// directory or a function: what happens to it tells.
type fact struct {
	val  ssa.Value
	path string
	kind summary.Kind
	from summary.Place
	dir  bool           // of a concrete fact: it is about a directory
	says sockapi.Reader // what the text it is in tells of who reads it
	dyn  types.Type     // the concrete type that val, or what is at a part of path, was made an interface of; nil if unknown
}

func (f fact) symbolic() bool { return f.from.Root != summary.Nowhere }

// An event is something that happens to a fact.
type event struct {
	summary.Flow // role, from, of, to and sink as a caller would see them
	instr        ssa.Instruction
	site         *program.Site // where the role is played by a callee
	how          timing        // when a release takes place
	each         bool          // the fact is about the elements of a collection
}

// A timing says when the function called at a site runs.
type timing uint8

const (
	now   timing = iota // before the next instruction
	exit                // when the function under analysis returns
	ended               // when the test or the process ends, which is after that
	later               // at a time unknown
	never               // not as long as the port matters, as with t.Cleanup
)

// A tracer follows facts through one function, forward and regardless of
// order: SSA registers are set once, and memory is taken as one cell per
// variable and field. When an event happens is for the caller to find out.
type tracer struct {
	a      *follower
	scope  *program.Scope
	seen   map[fact]bool
	vals   map[ssa.Value]bool // that facts are about
	stored map[fact]int       // what was followed to an address, and at which depth
	set    settings           // what put facts into memory
	early  []load             // loads that come before all of those
	work   []fact
	events []event
	noted  map[event]bool
	steps  int
}

// maxFacts bounds the work on one function, and with it the size of its
// summary. Functions that would exceed it shuffle data structures about; what
// is beyond the bound goes unseen.
const maxFacts = 4_000

// maxTrace bounds it where values are used in very many places. Ten times less is the
// most that was seen where maxFacts was reached.
const maxTrace = 2_000_000

func (a *follower) newTracer(sc *program.Scope) *tracer {
	return &tracer{a: a, scope: sc, seen: map[fact]bool{}, vals: map[ssa.Value]bool{}, stored: map[fact]int{}, set: settings{}, noted: map[event]bool{}}
}

// trace follows the facts that it is given, and those that were added before,
// to the end. It returns what happens to them.
func (t *tracer) trace(seeds ...fact) []event {
	for _, f := range seeds {
		t.set.atStart(f.val)
		t.add(f)
	}
	for (len(t.work) > 0 || t.late()) && len(t.seen) < maxFacts && t.steps < maxTrace {
		f := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		t.follow(f)
	}
	return t.events
}

func (t *tracer) add(f fact) {
	if f.val == nil || t.seen[f] || summary.TooLong(f.path) || summary.TooLong(f.from.Path) || !summary.Carries(f.val.Type()) {
		return
	}
	t.seen[f] = true
	t.vals[f.val] = true
	t.work = append(t.work, f)
}

// at returns f about another value.
func (f fact) at(v ssa.Value, path string) fact {
	f.val, f.path = v, path
	return f
}

func (t *tracer) follow(f fact) {
	for _, u := range t.scope.Uses[f.val] {
		if !ssacode.IsPointer(f.val.Type()) || !t.overwritten(f.val, f.path, u.Site.Instr) {
			t.reach(f, u)
		}
	}
	t.spend(1 + len(t.scope.Uses[f.val]))
	refs := f.val.Referrers()
	if refs == nil {
		return
	}
	t.spend(len(*refs))
	for _, ref := range *refs {
		if ref.Parent() == t.scope.Fn {
			t.step(f, ref)
		}
	}
}

func (t *tracer) spend(steps int) {
	t.steps += steps
	t.a.Budget.Spend(steps)
}

// leave records that what f is about can be found at place to by the callers.
func (t *tracer) leave(f fact, to summary.Place, instr ssa.Instruction) {
	if f.from == to && f.kind == summary.Itself {
		return
	}
	fl := summary.Flow{Role: sockapi.Carries, From: f.from, Of: f.kind, To: to, Says: f.says}
	if f.symbolic() && summary.IsMade(f.kind) {
		fl.Role, fl.Of = sockapi.Formats, summary.Itself
	}
	t.note(event{Flow: fl, instr: instr})
}

// note records an event, once.
func (t *tracer) note(e event) {
	if summary.TooLong(e.From.Path) || summary.TooLong(e.To.Path) {
		return
	}
	if !t.noted[e] && len(t.noted) < maxFacts {
		t.noted[e] = true
		t.events = append(t.events, e)
	}
}

func (t *tracer) returns(f fact, i *ssa.Return) {
	for n, v := range i.Results {
		if v == f.val {
			t.leave(f, summary.Place{Root: summary.Result, Index: n, Path: f.path}, i)
		}
	}
}
