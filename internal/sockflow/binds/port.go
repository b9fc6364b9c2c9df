package binds

import (
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

// portResult returns what result i of a call of fn can be, if that is known to yield ports,
// addresses or numbers; else nothing.
func (r *reader) portResult(call *ssa.Call, fn *types.Func, i int, at view) []Text {
	switch {
	case fn.FullName() == "net.SplitHostPort" && i == 1:
		return r.portOf(call.Call.Args[0], at)
	case i > 0:
		return nil
	case r.isAddressOf(call):
		return at.leaf(Part{Kind: Picked})
	case isDraw(fn):
		return r.drawn(call, fn.Pkg().Name()+"."+fn.Name(), at)
	}
	if read := portMakerOf(fn.FullName()); read != nil {
		return read(r, call, at)
	}
	return nil
}

// portMakerOf is makerOf for functions that are of use for ports alone.
func portMakerOf(name string) maker {
	switch name {
	case "net.JoinHostPort":
		return joinHostPort
	case "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint", "strconv.Atoi", "strconv.ParseInt", "strconv.ParseUint",
		"net/netip.MustParseAddrPort", "net/netip.ParseAddrPort", "net.TCPAddrFromAddrPort", "net.UDPAddrFromAddrPort":
		return first
	case "net/netip.AddrPortFrom":
		return second
	case "(*math/big.Int).Int64", "(*math/big.Int).Uint64", "(net.Addr).String", "(*net.TCPAddr).String", "(*net.UDPAddr).String":
		return receiver
	case "sync/atomic.AddInt32", "sync/atomic.AddInt64", "sync/atomic.AddUint32", "sync/atomic.AddUint64":
		return counted
	}
	return nil
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
