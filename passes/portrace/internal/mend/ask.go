package mend

import (
	"go/ast"
	"go/types"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How a port is asked for once it is bound.

// ask returns the code for the port that the sink is bound to, or its address, as
// a value of type t; "" if there is none.
func (l *late) ask(d *fix.Draft, t types.Type) string {
	if l.asker == nil {
		return portOf(d, l.listener.Name(), !syntax.HasMethod(l.listener.Type(), "Addr"), t, l.host != "")
	}
	if !types.Identical(t, types.Typ[types.String]) {
		return ""
	}
	parts := sockapi.Call{}
	if sel, ok := l.sink.call.Fun.(*ast.SelectorExpr); ok {
		parts.Recv = d.Text(sel.X)
	}
	if l.listener != nil {
		parts.Listener = l.listener.Name()
	}
	template := l.asker.Port
	if l.host != "" {
		template = l.asker.Whole
	}
	text, ok := sockapi.Expand(template, parts)
	if !ok {
		return ""
	}
	return text
}

// portOf returns the code for the port of a socket, or its address, as a value of
// type t; "" if there is none. The socket, of packets or not, is what name holds.
func portOf(d *fix.Draft, name string, packet bool, t types.Type, address bool) string {
	read, addr := "Addr", "TCPAddr"
	if packet {
		read, addr = "LocalAddr", "UDPAddr"
	}
	whole := name + "." + read + "()"
	port := whole + ".(*" + d.Qualifier("net") + addr + ").Port"
	basic, ok := t.(*types.Basic)
	switch {
	case !ok:
		return ""
	case basic.Kind() == types.Int:
		return port
	case basic.Info()&types.IsInteger != 0:
		return basic.Name() + "(" + port + ")"
	case basic.Kind() == types.String && address:
		return whole + ".String()"
	case basic.Kind() == types.String:
		return d.Qualifier("strconv") + "Itoa(" + port + ")"
	}
	return ""
}
