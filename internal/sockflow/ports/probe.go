package ports

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/cell"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A probe is a socket that is bound to a port of the program's own choice only
// to see whether the port is free, and closed again. Who searches for a free port
// that way has the same fault as who asks the kernel: the port is anybody's again
// by the time it is used. So has who dials one port after the other until nobody answers. Who only asks about a port that was settled before is
// told sooner what the bind would tell.

// probe finds out what becomes of the port that source number i of the callee at
// site s is bound to, if that is one out of many which are tried in turn. It
// returns the source that the function's own callers see, or nil.
func (ps *Ports) probe(sc *program.Scope, s *program.Site, i int) *summary.Source {
	src := s.Sum.Sources[i]
	asked := src.Asks
	if asked.Root == summary.Nowhere {
		asked = src.Zero
	}
	v := s.Operand(asked)
	if v == nil || asked.Path != "" || src.Served || src.Released && src.Asks.Root == summary.Nowhere || ps.Portless(s, src) {
		return nil
	}
	ports := ps.portsIn(v, 0)
	root, chosen := ps.chosen(s, src, ports)
	_, asks := root.(*ssa.Parameter)
	if !chosen && !asks || src.Asks.Root == summary.Nowhere && ps.ZeroAt(s, src).Holds {
		return nil
	}
	events := ps.probed(sc, s, src, ports)
	line := life.NewProbe(sc, life.Outcome{Free: src.Free, Refused: isRefused(src, s)}, ChangesOf(sc, s, src, events))
	if copies, ok := life.CopiesOf(ps.Follower, sc, events); !ok || len(copies) > 0 {
		return nil
	}
	src.Asks = asked
	if !chosen && src.Dials {
		return dialled(src, root.(*ssa.Parameter), line)
	}
	e := ps.endpointAt(s, i, src)
	e.Probe, e.Dialed = true, src.Dials
	if !chosen {
		return ps.answer(e, src, root.(*ssa.Parameter), line, events)
	}
	src.Registered = src.Registered || counted(ports, events)
	return ps.search(e, s, src, line, events)
}

// probed returns what happens to the socket of a probe, and to its port, but for
// the probe itself.
func (ps *Ports) probed(sc *program.Scope, s *program.Site, src summary.Source, ports []ssa.Value) []trace.Event {
	t := ps.NewTracer(sc)
	ps.deposit(t, s, src.Outs)
	for _, port := range ports {
		t.Add(claim.Claim{Val: port, Kind: summary.Address})
		if load, ok := port.(*ssa.UnOp); ok {
			ps.addLoaded(t, load)
		}
	}
	return slices.DeleteFunc(t.Run(), func(ev trace.Event) bool { return asking(ev, s) })
}

// addLoaded has t follow the port that is loaded wherever else that is found.
func (ps *Ports) addLoaded(t *trace.Tracer, load *ssa.UnOp) {
	port := claim.Claim{Kind: summary.Address}
	switch from := load.X.(type) {
	case *ssa.Global:
		if ps.counts(load) {
			for _, f := range ps.Cells.Seeds(cell.Cell{Glob: from}, port, load.Parent()) {
				t.Add(f)
			}
		}
	case *ssa.IndexAddr:
		for _, element := range elementsAt(from.Index, from.X.Type()) {
			t.Add(port.At(element, ""))
		}
	case *ssa.FieldAddr:
		if local, ok := from.X.(*ssa.Alloc); ok {
			t.Add(port.At(local, ssacode.FieldName(local.Type(), from.Field)))
		}
	}
}

// search follows the port of a probe that looks for a free one.
func (ps *Ports) search(e *Endpoint, s *program.Site, src summary.Source, line *life.Line, events []trace.Event) *summary.Source {
	e.Proven = true
	found := summary.Source{Thing: e, Origin: src.Origin, Probe: true, Registered: src.Registered || ps.registered(s.Instr, events)}
	taken := ps.judge(e, line, attempts{s.Instr, found.Registered}, events)
	if e.Served || taken || !ps.leaving(&found, s, line, events) || !found.Released {
		return nil
	}
	// A counter in a package-level variable is the search's own business.
	found.Outs = slices.DeleteFunc(found.Outs, func(o summary.Out) bool { return o.To.Root == summary.Global })
	return &found
}

// asking reports whether an event is the bind or dial of the probe at s, or of another
// one by the same function.
func asking(ev trace.Event, s *program.Site) bool {
	return (ev.Role == sockapi.Binds || ev.Role == sockapi.Dials) && (ev.Instr == s.Instr || ev.Site != nil && ev.Site.Fn != nil && ev.Site.Fn == s.Fn)
}

// answer returns the source that the callers of a function see which tells
// whether the port in its parameter p is free; nil if it does not tell, or keeps
// the socket.
func (ps *Ports) answer(e *Endpoint, src summary.Source, p *ssa.Parameter, line *life.Line, events []trace.Event) *summary.Source {
	for _, ev := range events {
		switch {
		case ev.Role == sockapi.Serves, ev.Of == summary.Itself && (ev.Role == summary.Keeps || ev.Role == sockapi.Carries):
			return nil
		case ev.Role == sockapi.Releases && e.Release == token.NoPos && ev.How != trace.Never && ev.How != trace.Later:
			e.Release = ev.Instr.Pos()
		}
	}
	free, ok := tells(line)
	if !ok {
		return nil
	}
	return &summary.Source{
		Thing: e, Origin: src.Origin, Released: true, Probe: true, Free: free,
		Asks: program.PlaceOf(p),
	}
}

// dialled returns the source that the callers of a function see which dials the port in its
// parameter p, and tells whether nobody answered; nil if it does not tell.
func dialled(src summary.Source, p *ssa.Parameter, line *life.Line) *summary.Source {
	free, ok := tells(line)
	if !ok || free == ssacode.Either {
		return nil
	}
	src.Free, src.Asks = free, program.PlaceOf(p)
	return &src
}

// tells returns how the results of a function tell that its probe succeeded. ok
// is false if they do not, or the probe is not closed by then.
func tells(line *life.Line) (free ssacode.Success, ok bool) {
	var onSuccess, onFailure answers
	for _, ret := range ssacode.Returns(line.Fn) {
		says, cond := answerOf(ret)
		if cond != nil && line.Success(cond) != ssacode.Either {
			return line.Success(cond), true
		}
		switch line.At(ret) {
		case life.Released:
			ok = true
			onSuccess |= says
		case life.Absent:
			onFailure |= says
		default:
			if !ssacode.Fails(ret) {
				return ssacode.Either, false
			}
		}
	}
	switch onSuccess &^ onFailure {
	case saysTrue:
		return ssacode.WhenTrue, ok
	case saysFalse:
		return ssacode.WhenFalse, ok
	}
	return ssacode.Either, ok && onSuccess == 0
}

// answers is a set of what a result that is a bool may be.
type answers uint8

const (
	saysFalse answers = 1 << iota
	saysTrue
	saysMore // what cannot be told
)

// answerOf returns what the bool among the results of ret is: a constant, or the
// outcome of a comparison; nothing if there is none.
func answerOf(ret *ssa.Return) (answers, *ssa.BinOp) {
	for _, v := range ret.Results {
		if !ssacode.IsBool(v.Type()) {
			continue
		}
		v = ssacode.Loaded(v)
		value, known := ssacode.Truth(v)
		cond, _ := v.(*ssa.BinOp)
		switch {
		case !known:
			return saysMore, cond
		case value:
			return saysTrue, nil
		}
		return saysFalse, nil
	}
	return 0, nil
}

// portsIn returns the values that hold the port in the address v: v, and what it
// is made of.
func (ps *Ports) portsIn(v ssa.Value, depth int) []ssa.Value {
	if depth > 2*summary.MaxSteps {
		return nil
	}
	made := func(from ...ssa.Value) []ssa.Value {
		all := []ssa.Value{v}
		for _, x := range from {
			all = append(all, ps.portsIn(x, depth+1)...)
		}
		return all
	}
	switch v := v.(type) {
	case *ssa.Const:
		return nil
	case *ssa.MakeInterface:
		return made(v.X)
	case *ssa.ChangeInterface:
		return made(v.X)
	case *ssa.ChangeType:
		return made(v.X)
	case *ssa.Convert:
		return made(v.X)
	case *ssa.BinOp:
		if ssacode.IsText(v.Type()) {
			return made(ps.lastPart(v))
		}
		switch v.Op {
		case token.ADD, token.SUB, token.MUL, token.REM:
			return made(v.X, v.Y)
		}
	case *ssa.UnOp:
		if stores := ps.Reaching(v.X, v); v.Op == token.MUL && len(stores) == 1 {
			return made(stores[0].Val)
		}
	case *ssa.Alloc:
		return made(ps.portFields(v)...)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return made(ps.madeOf(call, v.Index)...)
		}
	case *ssa.Call:
		if _, missing := ps.Tail(v, 0); missing != nil && missing != v {
			return made(missing)
		}
		return made(ps.madeOf(v, 0)...)
	}
	return made()
}

// lastPart returns the part of a concatenation that has the port.
func (ps *Ports) lastPart(v *ssa.BinOp) ssa.Value {
	_, missing := ps.Tail(v, 0)
	if missing == nil {
		return v.Y
	}
	return missing
}

// portFields returns the values of the fields of the address struct at alloc
// that hold its port.
func (ps *Ports) portFields(alloc *ssa.Alloc) []ssa.Value {
	var ports []ssa.Value
	for _, ref := range *alloc.Referrers() {
		if field, ok := ref.(*ssa.FieldAddr); ok && summary.StandsFor(alloc.Type(), ssacode.FieldName(alloc.Type(), field.Field)) {
			for _, store := range ps.Stores(field) {
				ports = append(ports, store.Val)
			}
		}
	}
	return ports
}

// madeOf returns the operands of a call that result i is made of as text, such
// as that of net.ResolveTCPAddr.
func (ps *Ports) madeOf(call *ssa.Call, i int) []ssa.Value {
	s := ps.Site(call)
	if s == nil || s.Sum == nil || s.Fn != nil {
		return nil
	}
	var from []ssa.Value
	for _, fl := range s.Sum.Flows() {
		if fl.Role == sockapi.Formats && fl.From.Path == "" && fl.To == (summary.Place{Root: summary.Result, Index: i}) {
			if v := s.Operand(fl.From); v != nil {
				from = append(from, v)
			}
		}
	}
	return from
}
