package portrace

import (
	"go/ast"
	"go/token"
	"go/types"
	"net"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// listens are the functions that bind an address and return the socket: which
// argument the address is.
var listens = map[string]int{
	"net.Listen":                       1,
	"net.ListenTCP":                    1,
	"net.ListenPacket":                 1,
	"net.ListenUDP":                    1,
	"(*net.ListenConfig).Listen":       2,
	"(*net.ListenConfig).ListenPacket": 2,
}

// A host says to which host an address belongs.
type host struct {
	name string // as in name:port
	own  bool   // it is the address of the socket, whatever that is
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
		if text, ok := syntax.Constant(o.fn.Info, leftmost(e)); ok && e.Op == token.ADD {
			return beforePort(text)
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
			return host{name: name}, true
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
		return beforePort(format[:verb])
	case len(format) == len("%s"):
		return o.hostAt(call.Args[1], hops+1)
	}
	if name, ok := syntax.Constant(o.fn.Info, call.Args[1]); ok && strings.HasPrefix(format[2:], ":%") {
		return beforePort(name + ":")
	}
	return host{}, false
}

// beforePort returns the host in text that ends where the port starts. Without
// brackets, one with colons is refused when it is bound.
func beforePort(text string) (host, bool) {
	if _, _, err := net.SplitHostPort(text); err != nil {
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

// sameHost reports whether the sink binds the host and network that the socket is bound to, or
// that can be had: then rehosted is that host. A socket on another host would let
// more in, or less.
func (k *keeping) sameHost() bool {
	address := k.sinkAddress()
	wanted, ok := origin{fn: k.fn, socket: k.socket}.host(address)
	if !ok {
		return false
	}
	literal := k.address()
	if literal == nil {
		return wanted.own && k.sameNetwork("")
	}
	text, _ := syntax.Constant(k.fn.Info, literal)
	bound, _, err := net.SplitHostPort(text)
	switch {
	case err != nil:
		return false
	case wanted.own, bound == wanted.name:
		return k.sameNetwork(bound)
	}
	k.rehosted = net.JoinHostPort(wanted.name, "0")
	return k.readsPortOnly() && k.sameNetwork(wanted.name)
}

// address returns the literal that says where the socket is bound, or nil.
func (k *keeping) address() *ast.BasicLit {
	call := k.born.Value.(*ast.CallExpr)
	callee := syntax.Callee(k.fn.Info, call)
	if callee == nil {
		return nil
	}
	i, ok := listens[callee.FullName()]
	if !ok || i >= len(call.Args) {
		return nil
	}
	literal, _ := call.Args[i].(*ast.BasicLit)
	return literal
}

// rehost drafts that the socket is bound to the host of the sink.
func (k *keeping) rehost(d *fix.Draft) bool {
	if k.rehosted != "" {
		d.Replace(k.address(), strconv.Quote(k.rehosted))
	}
	return true
}

// readsPortOnly reports whether all that is read of the socket's address is its
// port.
func (k *keeping) readsPortOnly() bool {
	for _, use := range k.fn.Uses(k.socket) {
		sel, ok := use.Parent().Node().(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "Addr" || sel.Sel.Name == "LocalAddr") && !k.isPortOf(use.Parent().Parent()) {
			return false
		}
	}
	return true
}

// isPortOf reports whether nothing but the port is taken from the address at c.
// Have one of
//
//	l.Addr().(*net.TCPAddr).Port
//	addr := l.Addr().(*net.TCPAddr)
//	_, port, err := net.SplitHostPort(l.Addr().String())
func (k *keeping) isPortOf(c inspector.Cursor) bool {
	parent := c.Parent()
	switch n := parent.Node().(type) {
	case *ast.TypeAssertExpr:
		return k.isPortOf(parent)
	case *ast.SelectorExpr:
		return n.Sel.Name == "Port" || n.Sel.Name == "String" && k.isPortOf(parent.Parent())
	case *ast.CallExpr:
		assign, ok := parent.Parent().Node().(*ast.AssignStmt)
		callee := syntax.Callee(k.fn.Info, n)
		return ok && callee != nil && callee.FullName() == "net.SplitHostPort" && syntax.IsBlank(assign.Lhs[0])
	case *ast.AssignStmt:
		v := k.fn.Local(n.Lhs[0])
		if v == nil || len(n.Rhs) != 1 || k.fn.Value(v) != n.Rhs[0] {
			return false
		}
		for _, use := range k.fn.Uses(v) {
			if !k.isPortOf(use) {
				return false
			}
		}
		return true
	}
	return false
}

// sinkAddress returns the address that the sink binds, or nil.
func (k *keeping) sinkAddress() ast.Expr {
	callee := syntax.Callee(k.fn.Info, k.sink.call)
	if callee == nil {
		return nil
	}
	if i, ok := listens[callee.FullName()]; ok && i < len(k.sink.call.Args) {
		return k.sink.call.Args[i]
	}
	if sibling := sockapi.LookupSibling(callee); sibling != nil {
		return k.expr(sibling.Address)
	}
	if rows := k.fieldRows(callee); k.wide && len(rows) > 0 {
		return k.expr(rows[0].Address)
	}
	return nil
}

// expr returns the code at a place of the sink, or nil.
func (k *keeping) expr(at sockapi.Place) ast.Expr {
	var e ast.Expr
	switch at.Root {
	case sockapi.Argument:
		if at.Index < len(k.sink.call.Args) {
			e = k.sink.call.Args[at.Index]
		}
	case sockapi.Receiver:
		if sel, ok := k.sink.call.Fun.(*ast.SelectorExpr); ok {
			e = sel.X
		}
	}
	if field := strings.TrimSuffix(strings.TrimPrefix(at.Path, "[]."), ".[]"); e != nil && field != "" {
		return k.fieldOf(e, field)
	}
	return e
}

// heeds reports whether the sink may heed what its sibling does not. Only what is
// written in a literal is known to be zero.
func (k *keeping) heeds(sibling *sockapi.Sibling) bool {
	for _, at := range sibling.Ignores {
		whole := k.expr(sockapi.Place{Root: at.Root, Index: at.Index})
		if whole == nil {
			continue // a variadic argument that is not given
		}
		if v := k.fn.Local(whole); v != nil {
			whole = k.fn.Value(v)
		}
		if literalOf(whole) == nil || k.expr(at) != nil {
			return true
		}
	}
	return false
}

// fieldOf returns the one value that a field of the struct e is given: in the
// literal that e is made with, or by an assignment.
func (k *keeping) fieldOf(e ast.Expr, field string) ast.Expr {
	v := k.fn.Local(e)
	if v == nil {
		return fieldIn(e, field)
	}
	value := fieldIn(k.fn.Value(v), field)
	for _, use := range k.fn.Uses(v) {
		sel, ok := use.Parent().Node().(*ast.SelectorExpr)
		if !ok || use.ParentEdgeKind() != edge.SelectorExpr_X || sel.Sel.Name != field || use.Parent().ParentEdgeKind() != edge.AssignStmt_Lhs {
			continue
		}
		assign := use.Parent().Parent().Node().(*ast.AssignStmt)
		if value != nil || len(assign.Lhs) != 1 {
			return nil
		}
		value = assign.Rhs[0]
	}
	return value
}

// fieldIn returns what a composite literal, or the address of one, says of a field.
func fieldIn(e ast.Expr, field string) ast.Expr {
	literal := literalOf(e)
	if literal == nil {
		return nil
	}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
				return pair.Value
			}
		}
	}
	return nil
}

// literalOf returns the composite literal that e is, or the address of; nil if it
// is none.
func literalOf(e ast.Expr) *ast.CompositeLit {
	if address, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = address.X
	}
	literal, _ := ast.Unparen(e).(*ast.CompositeLit)
	return literal
}
