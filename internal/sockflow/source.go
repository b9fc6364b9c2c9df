package sockflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// follow finds out what becomes of source number i of the callee at site s. It
// returns the source that the function's own callers see, or nil.
func (a *analyzer) follow(sc *scope, s *site, i int) *source {
	src := s.sum.sources[i]
	if a.portless(s, src) || src.asks.root != nowhere {
		return nil
	}
	zero := a.zeroAt(s, src)
	e := a.endpointAt(s, i, src)
	if !zero.zero && zero.from.root == nowhere {
		return nil
	}
	if a.neverRuns(s.instr) {
		e.note(s.instr.Pos(), "only reached if a function yields neither a socket nor an error, which it never does")
		return nil
	}
	e.Proven = e.Proven || zero.zero
	if src.served {
		e.serve(s.instr.Pos(), "served by "+s.name())
	}

	t := a.newTracer(sc)
	for _, o := range src.outs {
		t.deposit(fact{kind: o.kind, says: o.says}, s, o.to)
	}
	events := t.trace()
	line := newLifeline(sc, absent, changesOf(s, src, events))
	copies, ok := a.copiesOf(sc, events)
	if !ok {
		e.serve(s.instr.Pos(), "another descriptor of it gets out of sight")
	}
	line.copies = copies
	out := source{thing: e, origin: src.origin, network: networkOf(s, src.network), probe: src.probe}
	if !zero.zero {
		out.zero = zero.from
	}
	out.registered = src.registered || a.registered(s.instr, events)
	if out.registered {
		e.note(s.instr.Pos(), "its port is entered in a registry, or drawn until it is free there")
	}
	taken := a.judge(e, line, attempts{s.instr, out.registered}, events)
	if e.Served {
		return nil
	}
	if !taken && a.leaving(&out, line, events) {
		if out.released {
			out.address = a.wholeAddress(sc.fn, s, src)
		}
		return &out
	}
	if out.zero.root != nowhere && len(e.Uses) > 0 {
		// The callers see nothing of it, but decide whether it is port 0.
		return &source{zero: out.zero, thing: e, released: true}
	}
	return nil
}

// zeroAt tells whether source src of the callee at s is bound to port 0.
func (a *analyzer) zeroAt(s *site, src source) verdict {
	if src.zero.root == nowhere {
		return yes
	}
	v := s.operand(src.zero)
	if v == nil || src.zero.path != "" {
		return unknown
	}
	if basic, ok := v.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsInteger != 0 {
		return a.zeroPort(v, 0)
	}
	return a.zeroAddress(v, 0)
}

// portless reports whether the network of src is one without ports.
func (a *analyzer) portless(s *site, src source) bool {
	v := s.operand(src.network)
	if src.network.root == nowhere || v == nil {
		return false
	}
	network, missing := a.tail(v, 0)
	return missing == nil && (strings.HasPrefix(network, "unix") || strings.HasPrefix(network, "ip"))
}

// networkOf returns the parameter of the function under analysis that names the
// network which the callee at s finds at p, or nowhere.
func networkOf(s *site, p place) place {
	if p.root == nowhere {
		return place{}
	}
	if p, ok := s.operand(p).(*ssa.Parameter); ok {
		return place{root: param, index: slices.Index(p.Parent().Params, p)}
	}
	return place{}
}

// bindsOn tells on what the callee at s binds by fl: on the network that a parameter
// of the function under analysis names, so its callers know; or else, if paths, on one
// whose addresses may be paths; or on one with ports.
func (a *analyzer) bindsOn(s *site, fl *flow) (network place, paths bool) {
	v := s.operand(fl.network)
	if v == nil {
		return place{}, fl.paths || fl.network.root != nowhere
	}
	if network = networkOf(s, fl.network); network.root != nowhere {
		return network, false
	}
	text, missing := a.tail(v, 0)
	return place{}, missing != nil || !strings.HasPrefix(text, "tcp") && !strings.HasPrefix(text, "udp")
}

// endpointAt returns the endpoint that source src at site s is about. A socket
// that the callee closed is one endpoint, whoever gets its port: the fault is in
// the callee. One that is still open is another endpoint at each site.
func (a *analyzer) endpointAt(s *site, i int, src source) *Endpoint {
	made, _ := src.thing.(*Endpoint)
	if src.released && made != nil {
		return made
	}
	key := endpointKey{s.instr, i, src.asks.root != nowhere}
	e := a.endpoints[key]
	if e == nil {
		e = &Endpoint{Bind: s.instr.Pos(), Probe: src.probe}
		if src.released {
			e.Helper, e.Origin, e.Address = s.name(), src.origin, src.address
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
func changesOf(s *site, src source, events []event) map[ssa.Instruction][]change {
	born := held
	if src.released {
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
		switch ev.role {
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
			e.note(ev.instr.Pos(), leavings[ev.of])
		case keeps:
			if ev.of == itself {
				e.serve(ev.instr.Pos(), "given to "+handedTo(ev)+", which cannot be seen into")
				continue
			}
			if ev.says.Dials() {
				a.noteUse(e, line, got, ev, Dial)
			} else {
				a.noteUse(e, line, got, ev, Unknown)
			}
		default:
			if role := uses[ev.role]; role != 0 {
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
		if uses[ev.role] != 0 || ev.role == sockapi.Carries && ev.of == address {
			used = append(used, ev.instr)
		}
	}
	first := token.NoPos
	for _, ev := range events {
		if ev.role != sockapi.Releases || !ev.must || ev.how == never || ev.how == later {
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
		use.Listens = role == Unknown && ev.says == sockapi.Listens
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
var leavings = map[kind]string{
	itself:  "the socket is left to callers",
	address: "the port is left to callers",
	closer:  "a function that closes it is left to callers",
}

// handedTo names who plays the role of an event.
func handedTo(ev event) string {
	name := ev.site.name()
	if sink := ev.sink.name; sink != "" && sink != name {
		return name + " (" + sink + ")"
	}
	return name
}

func (a *analyzer) use(role Role, got attempts, ev event) Use {
	return Use{
		Role: role, Name: ev.site.name(), Pos: ev.instr.Pos(), Sink: ev.sink.name, At: ev.sink.pos,
		Registered: got.registered, attempt: attempt{got.got, ev.instr},
	}
}

// leaving fills in out with what of an endpoint the callers of the function
// see, and reports whether that is anything they need to know.
func (a *analyzer) leaving(src *source, line *lifeline, events []event) bool {
	s := absent
	var handles bool
	for _, ev := range events {
		if ev.role != sockapi.Carries {
			continue
		}
		_, returned := ev.instr.(*ssa.Return)
		_, _, called := cutArgument(ev.to.path)
		if returned || called {
			s = s.merge(line.at(ev.instr))
		}
		if o := (out{ev.of, ev.to, ev.says}); !slices.Contains(src.outs, o) {
			src.outs = append(src.outs, o)
		}
		handles = handles || ev.of != address
	}
	if s == absent {
		s = line.atReturns()
	}
	if s == absent {
		s = line.atExits()
	}
	switch s {
	case released:
		src.released = true
		src.outs = onlyAddresses(src.outs)
		return len(src.outs) > 0
	case held:
		return handles
	}
	return false
}

func onlyAddresses(outs []out) []out {
	var kept []out
	for _, o := range outs {
		if o.kind == address {
			kept = append(kept, o)
		}
	}
	return kept
}
