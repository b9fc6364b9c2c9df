package sockflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// follow finds out what becomes of source number i of the callee at site s. It
// returns the source that the function's own callers see, or nil.
func (a *analyzer) follow(sc *scope, s *site, i int) *summary.Source {
	src := s.sum.Sources[i]
	if a.portless(s, src) || src.Asks.Root != summary.Nowhere {
		return nil
	}
	zero := a.zeroAt(s, src)
	e := a.endpointAt(s, i, src)
	if !zero.zero && zero.from.Root == summary.Nowhere {
		return nil
	}
	if a.neverRuns(s.instr) {
		e.note(s.instr.Pos(), "only reached if a function yields neither a socket nor an error, which it never does")
		return nil
	}
	e.Proven = e.Proven || zero.zero
	if src.Served {
		e.serve(s.instr.Pos(), "served by "+s.name())
	}

	t := a.newTracer(sc)
	for _, o := range src.Outs {
		t.deposit(fact{kind: o.Kind, says: o.Says}, s, o.To)
	}
	events := t.trace()
	line := newLifeline(sc, absent, changesOf(s, src, events))
	copies, ok := a.copiesOf(sc, events)
	if !ok {
		e.serve(s.instr.Pos(), "another descriptor of it gets out of sight")
	}
	line.copies = copies
	out := summary.Source{Thing: e, Origin: src.Origin, Network: networkOf(s, src.Network), Probe: src.Probe}
	if !zero.zero {
		out.Zero = zero.from
	}
	out.Registered = src.Registered || a.registered(s.instr, events)
	if out.Registered {
		e.note(s.instr.Pos(), "its port is entered in a registry, or drawn until it is free there")
	}
	taken := a.judge(e, line, attempts{s.instr, out.Registered}, events)
	if e.Served {
		return nil
	}
	if !taken && a.leaving(&out, line, events) {
		if out.Released {
			out.Address = a.wholeAddress(sc.fn, s, src)
		}
		return &out
	}
	if out.Zero.Root != summary.Nowhere && len(e.Uses) > 0 {
		// The callers see nothing of it, but decide whether it is port 0.
		return &summary.Source{Zero: out.Zero, Thing: e, Released: true}
	}
	return nil
}

// zeroAt tells whether source src of the callee at s is bound to port 0.
func (a *analyzer) zeroAt(s *site, src summary.Source) verdict {
	if src.Zero.Root == summary.Nowhere {
		return yes
	}
	v := s.operand(src.Zero)
	if v == nil || src.Zero.Path != "" {
		return unknown
	}
	if basic, ok := v.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsInteger != 0 {
		return a.zeroPort(v, 0)
	}
	return a.zeroAddress(v, 0)
}

// portless reports whether the network of src is one without ports.
func (a *analyzer) portless(s *site, src summary.Source) bool {
	v := s.operand(src.Network)
	if src.Network.Root == summary.Nowhere || v == nil {
		return false
	}
	network, missing := a.tail(v, 0)
	return missing == nil && (strings.HasPrefix(network, "unix") || strings.HasPrefix(network, "ip"))
}

// networkOf returns the parameter of the function under analysis that names the
// network which the callee at s finds at p, or nowhere.
func networkOf(s *site, p summary.Place) summary.Place {
	if p.Root == summary.Nowhere {
		return summary.Place{}
	}
	if p, ok := s.operand(p).(*ssa.Parameter); ok {
		return summary.Place{Root: summary.Param, Index: slices.Index(p.Parent().Params, p)}
	}
	return summary.Place{}
}

// bindsOn tells on what the callee at s binds by fl: on the network that a parameter
// of the function under analysis names, so its callers know; or else, if paths, on one
// whose addresses may be paths; or on one with ports.
func (a *analyzer) bindsOn(s *site, fl *summary.Flow) (network summary.Place, paths bool) {
	v := s.operand(fl.Network)
	if v == nil {
		return summary.Place{}, fl.Paths || fl.Network.Root != summary.Nowhere
	}
	if network = networkOf(s, fl.Network); network.Root != summary.Nowhere {
		return network, false
	}
	text, missing := a.tail(v, 0)
	return summary.Place{}, missing != nil || !strings.HasPrefix(text, "tcp") && !strings.HasPrefix(text, "udp")
}

// endpointAt returns the endpoint that source src at site s is about. A socket
// that the callee closed is one endpoint, whoever gets its port: the fault is in
// the callee. One that is still open is another endpoint at each site.
func (a *analyzer) endpointAt(s *site, i int, src summary.Source) *Endpoint {
	made, _ := src.Thing.(*Endpoint)
	if src.Released && made != nil {
		return made
	}
	key := endpointKey{s.instr, i, src.Asks.Root != summary.Nowhere}
	e := a.endpoints[key]
	if e == nil {
		e = &Endpoint{Bind: s.instr.Pos(), Probe: src.Probe}
		if src.Released {
			e.Helper, e.Origin, e.Address = s.name(), src.Origin, src.Address
			if s.obj != nil && s.obj.Pkg() != nil {
				e.Package = s.obj.Pkg().Path()
			}
		} else if made != nil {
			e.Bind, e.Read = made.Bind, made.Read
		}
		a.endpoints[key] = e
		a.made = append(a.made, e)
	}
	return e
}

// changesOf returns what the site of the birth and the events do to the socket.
func changesOf(s *site, src summary.Source, events []event) map[ssa.Instruction][]change {
	born := held
	if src.Released {
		born = released
	}
	changes := map[ssa.Instruction][]change{s.instr: {{born: born}}}
	for _, e := range events {
		noteRelease(changes, e)
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
func (a *analyzer) judge(e *Endpoint, line *lifeline, got attempts, events []event) (taken bool) {
	for _, ev := range events {
		switch ev.Role {
		case sockapi.Releases:
			if e.Release == token.NoPos {
				e.Release = releaseOf(events)
			}
		case sockapi.Reads:
			if pos := ev.instr.Pos(); e.Read == token.NoPos || pos < e.Read {
				e.Read = pos
			}
		case sockapi.Serves:
			e.serve(ev.instr.Pos(), "served by "+handedTo(ev))
		case sockapi.Carries:
			e.note(ev.instr.Pos(), leavings[ev.Of])
		case summary.Keeps:
			if ev.Of == summary.Itself {
				e.serve(ev.instr.Pos(), "given to "+handedTo(ev)+", which cannot be seen into")
				continue
			}
			if ev.Says.Dials() {
				a.noteUse(e, line, got, ev, Dial)
			} else {
				a.noteUse(e, line, got, ev, Unknown)
			}
		default:
			if role := uses[ev.Role]; role != 0 {
				used := a.noteUse(e, line, got, ev, role)
				taken = taken || used && (role == Bind || role == Process)
			}
		}
	}
	return taken
}

// releaseOf returns where the socket that events are about is closed: the first
// place that control passes on the way to where the port is used or left to
// callers, and not just the closing before a failure. It is NoPos if there is none.
func releaseOf(events []event) token.Pos {
	var used []ssa.Instruction
	for _, ev := range events {
		if uses[ev.Role] != 0 || ev.Role == sockapi.Carries && ev.Of == summary.Address {
			used = append(used, ev.instr)
		}
	}
	first := token.NoPos
	for _, ev := range events {
		if ev.Role != sockapi.Releases || !ev.Must || ev.how == never || ev.how == later {
			continue
		}
		if first == token.NoPos {
			first = ev.instr.Pos()
		}
		if ev.how == now && precedes(ev.instr, used) {
			return ev.instr.Pos()
		}
	}
	return first
}

// precedes reports whether one of the uses comes after instr each time.
func precedes(instr ssa.Instruction, uses []ssa.Instruction) bool {
	return slices.ContainsFunc(uses, func(use ssa.Instruction) bool { return use != instr && ssacode.Dominates(instr, use) })
}

// noteUse notes a use of the port of e if the socket is released by then, and
// reports whether it is.
func (a *analyzer) noteUse(e *Endpoint, line *lifeline, got attempts, ev event, role Role) bool {
	if role == Env && !a.starts(ev.instr) {
		e.note(ev.instr.Pos(), "port put into the environment by "+handedTo(ev)+", and nothing is started after that")
		return false
	}
	if role == Bind && a.refused(ev) {
		e.note(ev.instr.Pos(), "port handed to "+handedTo(ev)+", of which the test wants an error")
		role = Dial // to whom nobody answers, as it were: the port is to be free
	}
	switch line.during(ev.instr) {
	case released:
		use := a.use(role, got, ev)
		use.Listens = role == Unknown && ev.Says == sockapi.Listens
		use.Brief = role == Process && isMethod(ev.site) && line.justReleased(ev.instr)
		e.Uses = append(e.Uses, use)
		return true
	case held:
		e.note(ev.instr.Pos(), "port handed to "+handedTo(ev)+" while the socket is open")
	case unsure:
		e.note(ev.instr.Pos(), "port handed to "+handedTo(ev)+" while the socket may be open")
	}
	return false
}

// isMethod reports whether the callee of s is a method of another package, such
// as that which starts a command that was made before.
func isMethod(s *site) bool { return s.obj != nil && s.obj.Signature().Recv() != nil }

// leavings says of what kind the thing is that leaves a function.
var leavings = map[summary.Kind]string{
	summary.Itself:  "the socket is left to callers",
	summary.Address: "the port is left to callers",
	summary.Closer:  "a function that closes it is left to callers",
}

// handedTo names who plays the role of an event.
func handedTo(ev event) string {
	name := ev.site.name()
	if sink := ev.Sink.Name; sink != "" && sink != name {
		return name + " (" + sink + ")"
	}
	return name
}

func (a *analyzer) use(role Role, got attempts, ev event) Use {
	return Use{
		Role: role, Name: ev.site.name(), Pos: ev.instr.Pos(), Sink: ev.Sink.Name, At: ev.Sink.Pos,
		Registered: got.registered, attempt: attempt{got.got, ev.instr},
	}
}

// leaving fills in out with what of an endpoint the callers of the function
// see, and reports whether that is anything they need to know.
func (a *analyzer) leaving(src *summary.Source, line *lifeline, events []event) bool {
	s := absent
	var handles bool
	for _, ev := range events {
		if ev.Role != sockapi.Carries {
			continue
		}
		_, returned := ev.instr.(*ssa.Return)
		_, _, called := summary.CutArgument(ev.To.Path)
		if returned || called {
			s = s.merge(line.at(ev.instr))
		}
		if o := (summary.Out{Kind: ev.Of, To: ev.To, Says: ev.Says}); !slices.Contains(src.Outs, o) {
			src.Outs = append(src.Outs, o)
		}
		handles = handles || ev.Of != summary.Address
	}
	if s == absent {
		s = line.atReturns()
	}
	if s == absent {
		s = line.atExits()
	}
	switch s {
	case released:
		src.Released = true
		src.Outs = onlyAddresses(src.Outs)
		return len(src.Outs) > 0
	case held:
		return handles
	}
	return false
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
