package trace

import (
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/cell"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/condition"
	"github.com/sockvet/sockvet/internal/sockflow/memory"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/reader"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Follower follows values through the functions of a program.
type Follower struct {
	*program.Program
	Conditions *condition.Conditions
	Cells      *cell.Index
	memory     *memory.Memory
	reader     *reader.Reader
	sweepers   map[sweeping][]sweeper
	dialled    map[cell.Cell]bool       // whether the package only dials what is in a field
	fields     map[cell.Cell][]fieldUse // nil until they are needed, see fieldsOf
	ways       map[way]bool             // whether they lead back
	spare      claim.Spare
}

// New returns a follower of values in p.
func New(p *program.Program) *Follower {
	mem := memory.New(p)
	a := &Follower{
		Program:    p,
		memory:     mem,
		Conditions: condition.New(mem),
		Cells:      cell.NewIndex(p, mem),
		sweepers:   map[sweeping][]sweeper{},
		dialled:    map[cell.Cell]bool{},
		ways:       map[way]bool{},
	}
	a.reader = reader.New(p, a.readerOf)
	return a
}

// An Event is something that happens to a claim.
type Event struct {
	summary.Flow // role, from, of, to and sink as a caller would see them
	Instr        ssa.Instruction
	Site         *program.Site   // where the role is played by a callee
	How          Timing          // when a release takes place
	Holder       ssa.Value       // of what ends it: the value that it is in
	Each         bool            // the claim is about the elements of a collection
	Stored       ssa.Instruction // of a deferred release: what puts the socket, after that, where the call finds it; nil if it is there

	// Sent is what puts the claim into a channel from which it is received where the event
	// takes place, if that is after Instr; else nil.
	Sent ssa.Instruction

	Within summary.Place // of an end by a goroutine: where that has the claim
}

// Since returns the instruction before which the event cannot take place: a goroutine
// that was started before gets from a channel what is sent later.
func (e Event) Since() ssa.Instruction {
	if e.Sent != nil {
		return e.Sent
	}
	return e.Instr
}

// A Timing says when the function called at a site runs.
type Timing uint8

const (
	Now      Timing = iota // before the next instruction
	AtReturn               // when the function under analysis returns
	AtEnd                  // when the test or the process ends, which is after that
	Later                  // at a time unknown
	Never                  // not as long as the port matters, as with t.Cleanup
)

// A Tracer follows claims through one function, forward and regardless of
// order: SSA registers are set once, and memory is taken as one cell per
// variable and field. When an event happens is for the caller to find out.
type Tracer struct {
	a        *Follower
	scope    *program.Scope
	seen     *claim.Set
	stored   *claim.Set      // what was followed to an address, and at which depth
	set      memory.Settings // what put claims into memory
	early    []load          // loads that come before all of those
	work     []claim.Claim
	events   []Event
	noted    map[ssa.Instruction][]int // the events there, by their index
	deferred []deferred                // see settleDeferred
	steps    int
	whole    bool // see Whole
}

// MaxFacts bounds the work on one function, and with it the size of its
// summary. Functions that would exceed it shuffle data structures about; what
// is beyond the bound goes unseen.
const MaxFacts = 4_000

// maxTrace bounds it where values are used in very many places. Ten times less is the
// most that was seen where MaxFacts was reached.
const maxTrace = 2_000_000

var (
	factsBound = budget.Bound{Name: "MaxFacts", Most: MaxFacts, Of: "claims about values in a function"}
	traceBound = budget.Bound{Name: "maxTrace", Most: maxTrace, Of: "uses of values in a function"}
	stepsBound = budget.Bound{Name: "MaxSteps", Most: summary.MaxSteps, Of: "fields on the way to a value"}
)

// NewTracer returns a tracer of the function of sc.
func (fw *Follower) NewTracer(sc *program.Scope) *Tracer {
	return &Tracer{
		a: fw, scope: sc, set: fw.memory.Settings(),
		seen: claim.NewSet(&fw.spare), stored: claim.NewSet(&fw.spare),
	}
}

// Whole has the tracer ask callees for all that they do, for what is to be told of the
// function to others: that asks for most of it sooner or later. It returns t.
func (t *Tracer) Whole() *Tracer {
	t.whole = true
	return t
}

// flowsFrom returns what a callee does with what is at a place.
func (t *Tracer) flowsFrom(sum *summary.Summary, at summary.Place) iter.Seq[*summary.Flow] {
	if t.whole {
		return sum.AllFrom(at)
	}
	return sum.From(at)
}

// Run follows the claims that it is given, and those that were added before,
// to the end. It returns what happens to them. It is to be called once.
func (t *Tracer) Run(seeds ...claim.Claim) []Event {
	for _, f := range seeds {
		t.Start(f)
	}
	for (len(t.work) > 0 || t.late()) && t.seen.Len() < MaxFacts && t.steps < maxTrace {
		f := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		t.follow(f)
	}
	t.noteBounds()
	t.settleDeferred()
	t.seen.Drop()
	t.stored.Drop()
	return t.events
}

// Start adds f, which is so from the start; of a result, wherever else that is in memory.
func (t *Tracer) Start(f claim.Claim) {
	t.set.AtStart(f.Val)
	if made, ok := f.Val.(ssa.Instruction); ok && f.From.Root == summary.Result {
		t.assign(f.Val, f.Path, f, made, 0)
	} else {
		t.Add(f)
	}
}

// noteBounds notes which bound has ended the work, if one has.
func (t *Tracer) noteBounds() {
	switch {
	case len(t.work) == 0:
	case t.steps >= maxTrace:
		t.a.Budget.Note(t.scope.Fn, traceBound)
	default:
		t.a.Budget.Note(t.scope.Fn, factsBound)
	}
}

// Add has f followed by Run, unless it was before or cannot hold what matters.
func (t *Tracer) Add(f claim.Claim) {
	if f.Val == nil || !summary.Carries(f.Val.Type()) {
		return
	}
	if f.Sent != nil && !summary.InChannel(f.Val.Type(), f.Path) {
		f.Sent = nil // it was received
	}
	if f.Kind == summary.Address && f.Path == "" && !f.Symbolic() && ssacode.IsNumber(f.Val.Type()) {
		f.Stands = claim.First // whatever text is made of the port begins with it
	}
	if _, seen := t.seen.Depth(f); seen || t.tooLong(f.Path) || t.tooLong(f.From.Path) || t.leadsBack(f) {
		return
	}
	t.seen.Put(f, 0)
	t.work = append(t.work, f)
}

// tooLong reports whether a path is not worth following, and notes it if that is a matter
// of its length.
func (t *Tracer) tooLong(path string) bool {
	if !summary.TooLong(path) {
		return false
	}
	if summary.TooDeep(path) {
		t.a.Budget.Note(t.scope.Fn, stepsBound)
	}
	return true
}

// leadsBack reports whether f is about what is behind a link from a thing to what it is
// part of.
func (t *Tracer) leadsBack(f claim.Claim) bool {
	if t.a.leadsBack(f.Val.Type(), f.Path) {
		return true
	}
	v := program.ValueAt(t.scope.Fn, f.From)
	return v != nil && t.a.leadsBack(v.Type(), f.From.Path)
}

// A way leads from values of a type to what they have at a path.
type way struct {
	from types.Type
	path string
}

// leadsBack is [summary.LeadsBack], which it asks once.
func (fw *Follower) leadsBack(t types.Type, path string) bool {
	if path == "" {
		return false
	}
	w := way{t, path}
	back, known := fw.ways[w]
	if !known {
		back = summary.LeadsBack(t, path)
		fw.ways[w] = back
	}
	return back
}

func (t *Tracer) follow(f claim.Claim) {
	for _, u := range t.scope.Uses[f.Val] {
		if !ssacode.IsPointer(f.Val.Type()) || !t.overwritten(f.Val, f.Path, u.Site.Instr) {
			first := len(t.events)
			t.reach(f, u)
			t.noteDeferred(f, u.Site, first)
		}
	}
	t.spend(1 + len(t.scope.Uses[f.Val]))
	refs := f.Val.Referrers()
	if refs == nil {
		t.returnsGlobal(f)
		return
	}
	t.spend(len(*refs))
	for _, ref := range *refs {
		if ref.Parent() == t.scope.Fn {
			t.step(f, ref)
		}
	}
}

// returnsGlobal follows f, if it is about a package-level variable, to where the address of
// that is returned.
func (t *Tracer) returnsGlobal(f claim.Claim) {
	if _, ok := f.Val.(*ssa.Global); ok {
		for _, ret := range ssacode.Returns(t.scope.Fn) {
			t.returns(f, ret)
		}
	}
}

func (t *Tracer) spend(steps int) {
	t.steps += steps
	t.a.Budget.Spend(steps)
}

// leave records that what f is about can be found at place to by the callers.
func (t *Tracer) leave(f claim.Claim, to summary.Place, instr ssa.Instruction) {
	if f.From == to && f.Kind == summary.Itself || f.Dir && f.Kind == summary.Closer {
		return
	}
	fl := summary.Flow{Role: sockapi.Carries, From: f.From, Of: f.Kind, To: to, Says: f.Says}
	if f.Symbolic() && (summary.IsMade(f.Kind) || f.Kind == summary.Itself && f.Stands == claim.Behind) {
		fl.Role, fl.Of = sockapi.Formats, summary.Itself
	}
	fl.First = f.Stands == claim.First && (f.Symbolic() || ssacode.IsText(f.Val.Type()))
	t.note(Event{Flow: fl, Instr: instr})
}

// note records an event, once.
func (t *Tracer) note(e Event) {
	if t.tooLong(e.From.Path) || t.tooLong(e.To.Path) {
		return
	}
	known := t.noted[e.Instr]
	if slices.ContainsFunc(known, func(i int) bool { return t.events[i] == e }) {
		return
	}
	if len(t.events) >= MaxFacts {
		t.a.Budget.Note(t.scope.Fn, factsBound)
		return
	}
	if t.noted == nil {
		t.noted = map[ssa.Instruction][]int{}
	}
	t.noted[e.Instr] = append(known, len(t.events))
	t.events = append(t.events, e)
}

func (t *Tracer) returns(f claim.Claim, i *ssa.Return) {
	for n, v := range i.Results {
		if v == f.Val {
			t.leave(f, summary.Place{Root: summary.Result, Index: n, Path: f.Path}, i)
		}
	}
}

// WithoutRemade returns events without the removals of a directory that the function
// makes again after that, and without the making.
func WithoutRemade(events []Event) []Event {
	isRemade := func(ev Event) bool {
		return (ev.Role == sockapi.Removes || ev.Role == sockapi.Unlinks) && ev.Of == summary.Itself && ev.How == Now &&
			slices.ContainsFunc(events, func(other Event) bool {
				return other.Role == sockapi.MakesNamed && other.From == ev.From && ssacode.Dominates(ev.Instr, other.Instr)
			})
	}
	if !slices.ContainsFunc(events, func(ev Event) bool { return ev.Role == sockapi.MakesNamed }) {
		return events
	}
	var kept []Event
	for _, ev := range events {
		if ev.Role != sockapi.MakesNamed && !isRemade(ev) {
			kept = append(kept, ev)
		}
	}
	return kept
}

// OutsOf returns what callers see of the thing that events are about.
func OutsOf(events []Event) []summary.Out {
	var outs []summary.Out
	for _, ev := range events {
		if o := (summary.Out{Kind: ev.Of, To: ev.To, Says: ev.Says, First: ev.First}); ev.Role == sockapi.Carries && !slices.Contains(outs, o) {
			outs = append(outs, o)
		}
	}
	return outs
}
