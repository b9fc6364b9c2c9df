package ports

import (
	"cmp"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// followSocket finds out what becomes of source number i of the callee at site s. It
// returns the source that the function's own callers see, or nil.
func (ps *Ports) followSocket(sc *program.Scope, s *program.Site, i int) *summary.Source {
	src := s.Sum.Sources[i]
	if ps.Portless(s, src) || src.Asks.Root != summary.Nowhere {
		return nil
	}
	zero := ps.ZeroAt(s, src)
	e := ps.endpointAt(s, i, src)
	if !zero.Holds && zero.By.Root == summary.Nowhere {
		return nil
	}
	if ps.neverRuns(s.Instr) {
		e.note(s.Instr.Pos(), "only reached if a function yields neither a socket nor an error, which it never does")
		return nil
	}
	e.Proven = e.Proven || zero.Holds
	if src.Served {
		e.serve(s.Instr.Pos(), "served by "+s.Name())
	}

	t := ps.NewTracer(sc)
	ps.deposit(t, s, src.Outs)
	events := t.Run()
	changes := ChangesOf(sc, s, src, events)
	changes.Join(ps.Follower, events)
	if last := life.LastRead(s); last != nil {
		e.Dropped = true
		changes.End(last)
		e.note(last.Pos(), "nothing keeps the socket from here on: the garbage collector closes it some time")
	}
	line := life.New(sc, life.Absent, changes)
	copies, ok := life.CopiesOf(ps.Follower, sc, events)
	if !ok {
		e.serve(s.Instr.Pos(), "another descriptor of it gets out of sight")
	}
	line.Copies = copies
	out := summary.Source{Thing: e, Origin: src.Origin, Network: program.NetworkOf(s, src.Network), Probe: src.Probe, Dropped: e.Dropped}
	if !zero.Holds {
		out.Zero = zero.By
	}
	out.Registered = src.Registered || ps.registered(s.Instr, events)
	if out.Registered {
		e.note(s.Instr.Pos(), "its port is entered in a registry, or drawn until it is free there")
	}
	taken := ps.judge(e, line, attempts{s.Instr, out.Registered}, events)
	if e.Served {
		return nil
	}
	if !taken && ps.leaving(&out, s, line, events) {
		if out.Released {
			out.Address = ps.wholeAddress(sc.Fn, s, src)
		}
		return &out
	}
	if out.Zero.Root != summary.Nowhere && len(e.Uses) > 0 {
		// The callers see nothing of it, but decide whether it is port 0.
		return &summary.Source{Zero: out.Zero, Thing: e, Released: true}
	}
	return nil
}

// deposit has t follow what the call at s leaves of a socket at outs.
func (ps *Ports) deposit(t *trace.Tracer, s *program.Site, outs []summary.Out) {
	for _, o := range outs {
		if !ps.Conditions.Refuted(s, o.When) {
			t.Deposit(claim.Of(o), s, o.To)
		}
	}
}

// endpointAt returns the endpoint that source src at site s is about. A socket
// that the callee closed is one endpoint, whoever gets its port: the fault is in
// the callee. One that is still open is another endpoint at each site.
func (ps *Ports) endpointAt(s *program.Site, i int, src summary.Source) *Endpoint {
	made, _ := src.Thing.(*Endpoint)
	if src.Released && made != nil {
		return made
	}
	key := endpointKey{s.Instr, i, src.Asks.Root != summary.Nowhere}
	e := ps.endpoints[key]
	if e == nil {
		e = &Endpoint{Bind: s.Instr.Pos(), Probe: src.Probe}
		if src.Released && !src.Dials {
			e.Helper, e.Origin, e.Address, e.Dropped = s.Name(), src.Origin, src.Address, src.Dropped
			if s.Obj != nil && s.Obj.Pkg() != nil {
				e.Package = s.Obj.Pkg().Path()
			}
		} else if made != nil {
			e.Bind, e.Read = made.Bind, made.Read
		}
		ps.endpoints[key] = e
		ps.made = append(ps.made, e)
	}
	return e
}

// ChangesOf returns what the site of the birth and the events do to the socket.
func ChangesOf(sc *program.Scope, s *program.Site, src summary.Source, events []trace.Event) life.Changes {
	born := life.Held
	if src.Released {
		born = life.Released
	}
	changes := life.Since(s.Instr, born)
	for _, e := range events {
		if !e.Fail { // what is closed only after an error is no use to anybody
			changes.Note(e)
			changes.NoteTimer(sc, e)
		}
	}
	return changes
}

// attempts are the uses of a port that a function got from a callee.
type attempts struct {
	got        ssa.Instruction // nil if it was found in a cell
	registered bool
}

// judge notes at the endpoint what happens to it, and to its port after its
// release. got is how the function got it from a callee. It reports whether somebody takes the port: what is bound again by the time the function
// returns is no longer free, and nothing that its callers do is a fault.
func (ps *Ports) judge(e *Endpoint, line *life.Line, got attempts, events []trace.Event) (taken bool) {
	for _, ev := range events {
		switch ev.Role {
		case sockapi.Releases:
			if e.Release == token.NoPos {
				e.Release = releaseOf(events)
			}
		case sockapi.Reads:
			if pos := ev.Instr.Pos(); e.Read == token.NoPos || pos < e.Read {
				e.Read = pos
			}
		case sockapi.Serves:
			e.serve(ev.Instr.Pos(), "served by "+handoff.To(ev))
		case sockapi.Carries:
			e.note(ev.Instr.Pos(), leavings[ev.Of])
		case summary.Keeps:
			if ev.Of == summary.Itself {
				e.serve(ev.Instr.Pos(), "given to "+handoff.To(ev)+", which cannot be seen into")
				continue
			}
			if ev.Says.Dials() {
				ps.noteUse(e, line, got, ev, handoff.Dial)
			} else {
				ps.noteUse(e, line, got, ev, handoff.Unknown)
			}
		default:
			if role := uses[ev.Role]; role != 0 {
				used := ps.noteUse(e, line, got, ev, role)
				taken = taken || used && (role == handoff.Bind || role == handoff.Process)
			}
		}
	}
	return taken
}

// releaseOf returns where the socket that events are about is closed: the first
// place that control passes on the way to where the port is used or left to
// callers, and not just the closing before a failure; else that in a goroutine. It is NoPos
// if there is none.
func releaseOf(events []trace.Event) token.Pos {
	var used []ssa.Instruction
	for _, ev := range events {
		if uses[ev.Role] != 0 || ev.Role == sockapi.Carries && ev.Of == summary.Address {
			used = append(used, ev.Instr)
		}
	}
	var first, later token.Pos
	for _, ev := range events {
		switch {
		case ev.Role != sockapi.Releases || ev.How == trace.Never:
		case ev.How == trace.Later:
			later = cmp.Or(later, ev.Sink.Pos)
		case ev.Must:
			first = cmp.Or(first, ev.Instr.Pos())
			if ev.How == trace.Now && precedes(ev.Instr, used) {
				return ev.Instr.Pos()
			}
		}
	}
	return cmp.Or(first, later)
}

// precedes reports whether one of the uses comes after instr each time.
func precedes(instr ssa.Instruction, uses []ssa.Instruction) bool {
	return slices.ContainsFunc(uses, func(use ssa.Instruction) bool { return use != instr && ssacode.Dominates(instr, use) })
}

// noteUse notes a use of the port of e if the socket is released by then, and
// reports whether it is.
func (ps *Ports) noteUse(e *Endpoint, line *life.Line, got attempts, ev trace.Event, role handoff.Role) bool {
	if role == handoff.Env && !ps.starts(ev.Instr) {
		e.note(ev.Instr.Pos(), "port put into the environment by "+handoff.To(ev)+", and nothing is started after that")
		return false
	}
	if role == handoff.Bind && ps.refused(ev) {
		e.note(ev.Instr.Pos(), "port handed to "+handoff.To(ev)+", of which the test wants an error")
		role = handoff.Dial // to whom nobody answers, as it were: the port is to be free
	}
	switch line.During(ev.Since()) {
	case life.Released:
		use := ps.use(role, got, ev)
		use.Listens = role == handoff.Unknown && ev.Says == sockapi.Listens
		use.Brief = role == handoff.Process && isMethod(ev.Site) && line.JustReleased(ev.Instr)
		e.Uses = append(e.Uses, use)
		return true
	case life.Held:
		e.note(ev.Instr.Pos(), "port handed to "+handoff.To(ev)+" while the socket is open")
		if role == handoff.Env || role == handoff.File {
			ps.left = append(ps.left, inheritance{e, line, got, ev, role})
		}
	case life.Unsure:
		e.note(ev.Instr.Pos(), "port handed to "+handoff.To(ev)+" while the socket may be open")
	}
	return false
}

// isMethod reports whether the callee of s is a method of another package, such
// as that which starts a command that was made before.
func isMethod(s *program.Site) bool { return s.Obj != nil && s.Obj.Signature().Recv() != nil }

// leavings says of what kind the thing is that leaves a function.
var leavings = map[summary.Kind]string{
	summary.Itself:  "the socket is left to callers",
	summary.Address: "the port is left to callers",
	summary.Closer:  "a function that closes it is left to callers",
}

func (ps *Ports) use(role handoff.Role, got attempts, ev trace.Event) Use {
	return Use{
		Use: handoff.Of(ev, role), Registered: got.registered, attempt: program.Attempt{Got: got.got, Handed: ev.Since()},
	}
}

// leaving fills in src with what the callers of the function see of an endpoint, which it
// gets at birth, and reports whether that is anything they need to know.
func (ps *Ports) leaving(src *summary.Source, birth *program.Site, line *life.Line, events []trace.Event) bool {
	s := life.Absent
	var handles bool
	for _, ev := range events {
		if ev.Role != sockapi.Carries {
			continue
		}
		_, returned := ev.Instr.(*ssa.Return)
		called := summary.IsArgument(ev.To.Path)
		if returned || called {
			s = s.Merge(line.At(ev.Instr))
		}
		if o := ps.outOf(ev, birth); !slices.Contains(src.Outs, o) {
			src.Outs = append(src.Outs, o)
		}
		handles = handles || ev.Of != summary.Address
	}
	if s == life.Absent {
		s = line.AtReturns()
	}
	if s == life.Absent {
		s = line.AtExits()
	}
	switch s {
	case life.Released:
		src.Released = true
		src.Outs = onlyAddresses(src.Outs)
		return len(src.Outs) > 0
	case life.Held:
		return handles
	}
	return false
}

// outOf returns what callers of the function see by ev of an endpoint that it gets at birth.
func (ps *Ports) outOf(ev trace.Event, birth *program.Site) summary.Out {
	o := summary.Out{Kind: ev.Of, To: ev.To, Says: ev.Says, First: ev.First}
	if ev.To.Root == summary.Result {
		return o
	}
	born := ps.Conditions.Of(birth.Instr)
	for _, c := range ps.Conditions.Of(ev.Instr) {
		if !slices.Contains(born, c) {
			o.When = c
		}
	}
	return o
}

func onlyAddresses(outs []summary.Out) []summary.Out {
	var kept []summary.Out
	for _, o := range outs {
		if o.Kind == summary.Address {
			kept = append(kept, o)
		}
	}
	return kept
}
