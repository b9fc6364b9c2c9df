package mend

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A spot is a call in a function, where something happens to a port.
type spot struct {
	fn   *syntax.Function
	at   inspector.Cursor
	call *ast.CallExpr
	use  ports.Use // if it is a sink: what it does

	value bool // it is not written as a call, but as a method value that is given to a runner
}

// spotAt returns the call that the engine places at pos, if it is in file.
func (m *Mender) spotAt(file *ast.File, pos token.Pos) (spot, bool) {
	call := syntax.CallAt(file, pos)
	if call == nil {
		return spot{}, false
	}
	fn := m.function(file, pos)
	if fn == nil {
		return spot{}, false
	}
	at, ok := fn.Root.FindNode(call)
	return spot{fn: fn, at: at, call: call}, ok
}

// function returns the declared function around pos, or nil. Few functions of a
// package have findings: only these are indexed, each once, so that cursors into
// one can be compared.
func (m *Mender) function(file *ast.File, pos token.Pos) *syntax.Function {
	decl := syntax.DeclarationAt(file, pos)
	if decl == nil {
		return nil
	}
	if m.functions[decl] == nil {
		bodies.Of(m.pass).Around(pos)
		fn := syntax.NewFunction(m.pass.TypesInfo, file, decl)
		if m.bodies == nil {
			m.bodies = syntax.NewBodies(m.pass)
		}
		fn.Package = m.bodies
		m.functions[decl] = fn
	}
	return m.functions[decl]
}

// sinkOf returns the call that does what u says. Where a function literal does,
// u is about the call that the literal is given to, or is itself.
func (m *Mender) sinkOf(file *ast.File, u ports.Use) (spot, bool) {
	sink, ok := m.spotAt(file, u.Pos)
	if ok && sink.call.Pos() <= u.At && u.At < sink.call.End() {
		sink, ok = m.spotAt(file, u.At)
	}
	if value, isValue := m.valueIn(sink); ok && isValue {
		sink = value
	}
	sink.use = u
	return sink, ok
}

// valueIn returns the call that a runner makes of the method value that it is given at s:
// it stands where the value does. Have:
//
//	g.Go(srv.ListenAndServe)
func (m *Mender) valueIn(s spot) (spot, bool) {
	if s.call == nil || len(s.call.Args) != 1 || !syntax.IsRunner(m.pass.TypesInfo, s.call) {
		return s, false
	}
	sel, ok := s.call.Args[0].(*ast.SelectorExpr)
	if !ok || m.pass.TypesInfo.Selections[sel] == nil || m.pass.TypesInfo.Selections[sel].Kind() != types.MethodVal {
		return s, false
	}
	if v := s.fn.Local(sel.X); v == nil || s.fn.Value(v) == nil {
		return s, false // another value may be there when it is called
	}
	at, ok := s.at.FindNode(sel)
	call := &ast.CallExpr{Fun: sel, Lparen: sel.End(), Rparen: sel.End() - 1}
	return spot{fn: s.fn, at: at, call: call, value: true}, ok
}

// inPlaceOf returns the code that stands for the call of s, which is written as text: that
// of a function, where a function stood.
func (s spot) inPlaceOf(text string) string {
	if s.value {
		return "func() error { return " + text + " }"
	}
	return text
}

// hasName reports whether an identifier of that name stands in the code at c.
func hasName(c inspector.Cursor, name string) bool {
	for ident := range c.Preorder((*ast.Ident)(nil)) {
		if ident.Node().(*ast.Ident).Name == name {
			return true
		}
	}
	return false
}
