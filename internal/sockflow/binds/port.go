package binds

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Port returns what is known of the port in t, an address or the port alone: a piece that is
// Known, and a decimal number then, or Random, Picked, Beside or Above. host is what is known to
// stand before it. ok is false if nothing is known of the port.
func (t Text) Port() (port Part, host string, ok bool) {
	n := len(t.Parts)
	if n == 0 {
		return Part{}, "", false
	}
	port = t.Parts[n-1]
	switch port.Kind {
	case Known:
		head, tail, found := cutLast(port.Text)
		if !found && n > 1 || !isNumber(tail) {
			return Part{}, "", false
		}
		port.Text = tail
		if n == 1 {
			host = head
		}
		return port, host, true
	case Random, Picked, Beside, Above:
		if n == 1 {
			return port, "", true
		}
		before := t.Parts[n-2]
		host, found := strings.CutSuffix(before.Text, ":")
		return port, host, before.Kind == Known && found
	}
	return Part{}, "", false
}

// cutLast cuts an address at the colon before its port.
func cutLast(addr string) (host, port string, found bool) {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		return addr[:i], addr[i+1:], true
	}
	return "", addr, false
}

func isNumber(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// portAt returns the bind that the callee at s does by a flow of an address with a port, or of
// a port; nil if it is another one, or nothing is known of the port.
func (r *reader) portAt(s *program.Site, fl *summary.Flow) *Bind {
	v := s.Operand(fl.From)
	if v == nil || fl.Role != sockapi.Binds || fl.Of != summary.Itself && !summary.IsMade(fl.Of) {
		return nil
	}
	if network, ok := constantOf(s.Operand(fl.Network)); ok && (strings.HasPrefix(network, "unix") || strings.HasPrefix(network, "ip")) {
		return nil
	}
	r.start(maxPorts, maxPorts)
	at := view{where: s.Instr.Pos(), calls: []ssa.Instruction{s.Instr}}
	b := &Bind{Pos: s.Instr.Pos(), Name: s.Name(), Sink: fl.Sink.Name, site: s}
	for _, t := range r.at(v, portPath(ssacode.Unboxed(v).Type(), fl.From.Path), at) {
		if _, _, ok := t.Port(); ok {
			last := &t.Parts[len(t.Parts)-1]
			last.Retried = last.Retried || slices.ContainsFunc(last.calls, r.isTriedAgain)
			b.Texts = append(b.Texts, t)
		}
	}
	if len(b.Texts) == 0 {
		return nil
	}
	return b
}

// portPath returns the path of the port in an address at path of a value of type t.
func portPath(t types.Type, path string) string {
	end := summary.TypeAt(t, path)
	if end == nil {
		return path
	}
	if name := ssacode.TypeName(end); name != nil && name.Pkg() != nil {
		switch name.Pkg().Path() + "." + name.Name() {
		case "net.TCPAddr", "net.UDPAddr", "syscall.SockaddrInet4", "syscall.SockaddrInet6",
			"golang.org/x/sys/unix.SockaddrInet4", "golang.org/x/sys/unix.SockaddrInet6":
			return summary.Join(path, "Port")
		}
	}
	return path
}

// portOf returns the port in the address v.
func (r *reader) portOf(v ssa.Value, at view) []Text {
	all := r.texts(v, at)
	for i, t := range all {
		port, _, ok := t.Port()
		if !ok {
			port = Part{}
		}
		all[i].Parts = []Part{port}
	}
	return all
}

// drawn returns the number that instr draws, in the way that how says.
func (r *reader) drawn(instr ssa.Instruction, how string, at view) []Text {
	at = at.from(instr.Pos())
	return at.leaf(Part{Kind: Random, Text: how, Retried: r.isRetried(instr, at) || at.isInLoop(instr)})
}

// isTriedAgain reports whether a bind, or a call that leads to one, is done again if it fails,
// or port 0 is bound then.
func (r *reader) isTriedAgain(call ssa.Instruction) bool {
	return r.FallsBack(call) || r.Redraws(program.Attempt{Got: call, Handed: call})
}

// isRetried reports whether another number is made at instr if what it is for fails: on the way
// to the bind, or there.
func (r *reader) isRetried(instr ssa.Instruction, at view) bool {
	return slices.ContainsFunc(at.calls, func(call ssa.Instruction) bool {
		return call.Parent() == instr.Parent() && r.Redraws(program.Attempt{Got: instr, Handed: call})
	})
}

// isInLoop reports whether instr runs again and again, or a call on the way to the bind does.
func (at view) isInLoop(instr ssa.Instruction) bool {
	return slices.ContainsFunc(append(slices.Clip(at.calls), instr), func(i ssa.Instruction) bool {
		return ssacode.Reachable(i.Block(), i.Block())
	})
}

// picks reports whether result i of the callee at s is a port, or an address, that the kernel
// chose.
func (r *reader) picks(s *program.Site, i int) bool {
	if s.Sum == nil {
		return false
	}
	for _, src := range s.Sum.Sources {
		if src.Of != summary.Sockets || src.Probe || !r.ZeroAt(s, src).Holds {
			continue
		}
		for _, o := range src.Outs {
			if o.To == (summary.Place{Root: summary.Result, Index: i}) && (o.Kind == summary.Address || o.Kind == summary.Made) {
				return true
			}
		}
	}
	return false
}

// isAddressOf reports whether call yields the address of a socket that is bound to port 0.
func (r *reader) isAddressOf(call *ssa.Call) bool {
	s := r.Site(call)
	if s == nil || s.Sum == nil {
		return false
	}
	for _, fl := range s.Sum.Flows() {
		if fl.Role == sockapi.Carries && fl.Of == summary.Address && fl.To.Root == summary.Result && fl.From.Path == "" {
			return r.isBoundToZero(s.Operand(fl.From))
		}
	}
	return false
}

// isBoundToZero reports whether the socket v is bound to port 0, in the same function.
func (r *reader) isBoundToZero(v ssa.Value) bool {
	for range maxDepth {
		switch x := v.(type) {
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.UnOp:
			only := r.OnlyStore(x.X)
			if only == nil {
				return false
			}
			v = only
		case *ssa.Extract:
			call, ok := x.Tuple.(*ssa.Call)
			return ok && r.bindsZero(r.Site(call), x.Index)
		case *ssa.Call:
			return r.bindsZero(r.Site(x), 0)
		default:
			return false
		}
	}
	return false
}

// bindsZero reports whether result i of the callee at s is a socket that it binds to port 0.
func (r *reader) bindsZero(s *program.Site, i int) bool {
	if s == nil || s.Sum == nil {
		return false
	}
	return slices.ContainsFunc(s.Sum.Sources, func(src summary.Source) bool {
		return src.Of == summary.Sockets && !src.Probe && r.ZeroAt(s, src).Holds &&
			slices.ContainsFunc(src.Outs, func(o summary.Out) bool {
				return o.Kind == summary.Itself && o.To == summary.Place{Root: summary.Result, Index: i}
			})
	})
}

// calculated returns the number that a sum or the like is.
func (r *reader) calculated(v *ssa.BinOp, at view) []Text {
	xs, ys := r.texts(v.X, at), r.texts(v.Y, at)
	if varies(xs) {
		xs = at.unknown()
	}
	if varies(ys) {
		ys = at.unknown()
	}
	return product(xs, ys, func(a, b Text) Text {
		p := r.number(v, a.number(), b.number(), at)
		return Text{Parts: []Part{p}, Where: v.Pos(), Way: union(a.Way, b.Way)}
	})
}

// varies reports whether a number is one of several that are known.
func varies(all []Text) bool {
	return len(all) > 1 && !slices.ContainsFunc(all, func(t Text) bool { return constantNumber(t.number()) == nil })
}

// counter returns what a variable of a loop is, which is counted up from a known number. ok is
// false if v is none.
func (r *reader) counter(v *ssa.Phi, at view) (all []Text, ok bool) {
	if !ssacode.IsNumber(v.Type()) {
		return nil, false
	}
	var starts []ssa.Value
	var step *ssa.BinOp
	for _, edge := range v.Edges {
		if next, ok := edge.(*ssa.BinOp); ok && next.Op == token.ADD && next.X == v {
			step = next
		} else {
			starts = append(starts, edge)
		}
	}
	if step == nil || len(starts) != 1 {
		return nil, false
	}
	all = r.texts(starts[0], at.from(v.Pos()))
	for i, t := range all {
		p := t.number()
		if constantNumber(p) == nil {
			return nil, false
		}
		p.Kind, p.Retried = Above, p.Retried || r.isRetried(step, at)
		all[i].Parts = []Part{p}
	}
	return all, true
}

// number returns the piece that t is.
func (t Text) number() Part {
	if len(t.Parts) != 1 {
		return Part{}
	}
	return t.Parts[0]
}

// number returns what v makes of two numbers.
func (r *reader) number(v *ssa.BinOp, a, b Part, at view) Part {
	p := Part{Where: v.Pos(), Way: union(a.Way, b.Way), calls: at.calls, Retried: a.Retried || b.Retried || r.isRetried(v, at)}
	x, y := constantNumber(a), constantNumber(b)
	switch {
	case a.Kind == Random || b.Kind == Random:
		p.Kind, p.Text = Random, a.Text
		p.Where, p.Way = a.Where, a.Way
		if a.Kind != Random {
			p.Text, p.Where, p.Way = b.Text, b.Where, b.Way
		}
	case a.Kind == Known && b.Kind == Known && x != nil && y != nil && (v.Op == token.ADD || v.Op == token.SUB || v.Op == token.MUL):
		p.Kind, p.Text = Known, constant.BinaryOp(x, v.Op, y).ExactString()
	case isPicked(a) && (v.Op == token.ADD || v.Op == token.SUB), isPicked(b) && v.Op == token.ADD:
		p.Kind = Beside
	case v.Op == token.ADD && (x != nil || y != nil):
		p.Kind, p.Text = Above, sum(x, y)
		if x == nil {
			p.Where, p.Way = b.Where, b.Way
		} else {
			p.Where, p.Way = a.Where, a.Way
		}
	}
	return p
}

func isPicked(p Part) bool { return p.Kind == Picked || p.Kind == Beside }

// constantNumber returns the number that p is, or is above; nil if that is none that is known.
func constantNumber(p Part) constant.Value {
	if p.Kind != Known && p.Kind != Above {
		return nil
	}
	if n := constant.MakeFromLiteral(p.Text, token.INT, 0); n.Kind() == constant.Int {
		return n
	}
	return nil
}

// sum returns the sum of two numbers, either of which may be nil.
func sum(x, y constant.Value) string {
	switch {
	case x == nil:
		return y.ExactString()
	case y == nil:
		return x.ExactString()
	}
	return constant.BinaryOp(x, token.ADD, y).ExactString()
}

// joinHostPort reads a call of net.JoinHostPort.
func joinHostPort(r *reader, call *ssa.Call, at view) []Text {
	colon := at.leaf(Part{Kind: Known, Text: ":"})
	put := func(a, b Text) Text { return a.followedBy(b, call.Pos()) }
	return product(product(r.texts(call.Call.Args[0], at), colon, put), r.texts(call.Call.Args[1], at), put)
}

// second reads a call that returns its second argument.
func second(r *reader, call *ssa.Call, at view) []Text { return r.texts(call.Call.Args[1], at) }

// receiver reads a call of a method that returns what it is of, or text of it.
func receiver(r *reader, call *ssa.Call, at view) []Text {
	v := ssacode.Operands(&call.Call)[0]
	return r.at(v, portPath(v.Type(), ""), at)
}

// counted reads a call that adds to a counter.
func counted(r *reader, call *ssa.Call, at view) []Text {
	g, ok := call.Call.Args[0].(*ssa.Global)
	if !ok {
		return at.unknown()
	}
	var all []Text
	for _, store := range r.GlobalStores[g] {
		for _, t := range r.texts(store.Val, at.from(store.Pos())) {
			if n := constantNumber(t.number()); n != nil {
				all = append(all, at.from(t.Where).leaf(Part{Kind: Above, Text: n.ExactString(), Retried: r.isRetried(call, at)})...)
			}
		}
	}
	return all
}
