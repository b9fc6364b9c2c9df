package mend

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// A host says to which host an address belongs.
type host struct {
	name string // as in name:port
	own  bool   // it is the address of the socket, whatever that is

	spelt ast.Expr // the constant that stands for it, if it is not written as text
	as    spelling // what the constant is
}

// A spelling says how an address is made of a constant.
type spelling int

const (
	asHost         spelling = iota
	asPrefix                // the constant has the colon too
	asNumberFormat          // it is a format for a number, the port
	asTextFormat            // it is a format for text
)

// zero returns the code for port 0 on the host.
func (h host) zero(d *fix.Draft) string {
	if h.spelt == nil {
		return strconv.Quote(joinHostPort(h.name, "0"))
	}
	switch text := d.Text(h.spelt); h.as {
	case asPrefix:
		return text + ` + "0"`
	case asNumberFormat:
		return d.Qualifier("fmt") + "Sprintf(" + text + ", 0)"
	case asTextFormat:
		return d.Qualifier("fmt") + "Sprintf(" + text + `, "0")`
	default:
		return d.Qualifier("net") + "JoinHostPort(" + text + `, "0")`
	}
}

// spelled returns h as it is spelled in the code e.
func (h host) spelled(e ast.Expr, as spelling) host {
	if hasNames(e) {
		h.spelt, h.as = e, as
	}
	return h
}

// An origin is where an address comes from that a function makes of a port.
type origin struct {
	fn     *syntax.Function
	socket *types.Var  // the variable that holds the socket, if the function has it
	helper *types.Func // the function that returns the address or the port, if another has it
}

// host returns the host of an address that was made of the port, as far as it is
// written in the function.
func (o origin) host(e ast.Expr) (host, bool) { return o.hostAt(e, 0) }

// maxHops bounds how many variables an address is followed through.
const maxHops = 8

func (o origin) hostAt(e ast.Expr, hops int) (host, bool) {
	if hops > maxHops || e == nil {
		return host{}, false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v := o.fn.Local(e); v != nil {
			return o.hostAt(o.fn.Value(v), hops+1)
		}
	case *ast.BinaryExpr: // "127.0.0.1:" + port
		if e.Op == token.ADD {
			return o.hostOfSum(e)
		}
	case *ast.TypeAssertExpr: // l.Addr().(*net.TCPAddr)
		return o.hostAt(e.X, hops+1)
	case *ast.UnaryExpr: // &[]string{addr}
		if literal := literalOf(e); literal != nil && len(literal.Elts) == 1 {
			return o.hostAt(literal.Elts[0], hops+1)
		}
	case *ast.CallExpr:
		return o.hostOfCall(e, hops)
	}
	return host{}, false
}

// hostOfSum returns the host of the address that is put together of a constant and the
// rest: with the colon in the one or the other.
func (o origin) hostOfSum(sum *ast.BinaryExpr) (host, bool) {
	first := leftmost(sum)
	text, ok := syntax.Constant(o.fn.Info, first)
	if !ok {
		return host{}, false
	}
	if h, ok := beforePort(text); ok {
		return h.spelled(first, asPrefix), true
	}
	second, ok := syntax.Constant(o.fn.Info, secondOf(sum))
	if !ok || second != ":" || strings.Contains(text, ":") {
		return host{}, false
	}
	return host{name: text}.spelled(first, asHost), true
}

// secondOf returns the second of the operands of a sum.
func secondOf(sum *ast.BinaryExpr) ast.Expr {
	for {
		x, ok := ast.Unparen(sum.X).(*ast.BinaryExpr)
		if !ok {
			return sum.Y
		}
		sum = x
	}
}

// hostOfCall returns the host of the address that call makes.
func (o origin) hostOfCall(call *ast.CallExpr, hops int) (host, bool) {
	callee := syntax.Callee(o.fn.Info, call)
	switch {
	case callee == nil:
		return host{}, false
	case callee == o.helper:
		return host{own: true}, true
	}
	arg := func(i int) (string, bool) {
		if i >= len(call.Args) {
			return "", false
		}
		return syntax.Constant(o.fn.Info, call.Args[i])
	}
	switch callee.Name() {
	case "Addr", "LocalAddr", "String":
		sel, ok := call.Fun.(*ast.SelectorExpr)
		switch {
		case !ok || len(call.Args) > 0:
		case callee.Name() == "String":
			return o.hostAt(sel.X, hops+1)
		case o.socket != nil && o.fn.Local(sel.X) == o.socket:
			return host{own: true}, true
		}
	case "Sprintf":
		if text, ok := arg(0); ok && callee.FullName() == "fmt.Sprintf" {
			return o.hostOfFormat(text, call, hops)
		}
	case "JoinHostPort":
		if name, ok := arg(0); ok {
			return host{name: name}.spelled(call.Args[0], asHost), true
		}
	case "ResolveTCPAddr", "ResolveUDPAddr":
		if len(call.Args) == 2 {
			return o.hostAt(call.Args[1], hops+1)
		}
	}
	return host{}, false
}

// hostOfFormat returns the host that fmt.Sprintf puts before the port.
func (o origin) hostOfFormat(format string, call *ast.CallExpr, hops int) (host, bool) {
	verb := strings.IndexByte(format, '%')
	switch {
	case verb < 0 || len(call.Args) < 2:
		return host{}, false
	case verb > 0:
		h, ok := beforePort(format[:verb])
		as, known := map[string]spelling{"%d": asNumberFormat, "%s": asTextFormat}[format[verb:]]
		h = h.spelled(call.Args[0], as)
		return h, ok && (known || h.spelt == nil)
	case len(format) == len("%s"):
		return o.hostAt(call.Args[1], hops+1)
	}
	if name, ok := syntax.Constant(o.fn.Info, call.Args[1]); ok && strings.HasPrefix(format[2:], ":%") {
		h, ok := beforePort(name + ":")
		return h.spelled(call.Args[1], asHost), ok
	}
	return host{}, false
}

// beforePort returns the host in text that ends where the port starts. Without
// brackets, one with colons is refused when it is bound.
func beforePort(text string) (host, bool) {
	if _, ok := splitHost(text); !ok {
		return host{}, false
	}
	name, ok := strings.CutSuffix(text, ":")
	return host{name: strings.Trim(name, "[]")}, ok && !strings.Contains(name, "/")
}

func leftmost(e ast.Expr) ast.Expr {
	for {
		b, ok := ast.Unparen(e).(*ast.BinaryExpr)
		if !ok {
			return e
		}
		e = b.X
	}
}

// returnedHost returns the address that a helper binds, and whether it returns the
// whole of the one that it is bound to, and not just the port. If not, the first
// result is "".
func (m *Mender) returnedHost(f *finding.Finding, helper *syntax.Function) (string, bool) {
	bind, ok := m.spotAt(f.File, f.Endpoint.Bind)
	if !ok || bind.fn.Decl != helper.Decl {
		return "", false
	}
	address := boundAddress(helper.Info, bind.call)
	if address == nil {
		return "", false
	}
	bound, _ := syntax.Constant(helper.Info, address)
	stmt, _ := syntax.Statement(bind.at)
	var socket *types.Var
	if assign, ok := stmt.Node().(*ast.AssignStmt); ok {
		socket = helper.Local(assign.Lhs[0])
	}
	for c := range helper.Root.Preorder((*ast.ReturnStmt)(nil)) {
		for _, result := range c.Node().(*ast.ReturnStmt).Results {
			if h, ok := (origin{fn: helper, socket: socket}).host(result); ok && h.own {
				return bound, true
			}
		}
	}
	return "", false
}
