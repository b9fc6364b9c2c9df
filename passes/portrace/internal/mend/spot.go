package mend

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A spot is a call in a function, where something happens to a port.
type spot struct {
	fn   *syntax.Function
	at   inspector.Cursor
	call *ast.CallExpr
	use  sockflow.Use // if it is a sink: what it does
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
		m.functions[decl] = syntax.NewFunction(m.pass.TypesInfo, file, decl)
	}
	return m.functions[decl]
}

// sinkOf returns the call that does what u says. Where a function literal does,
// u is about the call that the literal is given to, or is itself.
func (m *Mender) sinkOf(file *ast.File, u sockflow.Use) (spot, bool) {
	sink, ok := m.spotAt(file, u.Pos)
	if ok && sink.call.Pos() <= u.At && u.At < sink.call.End() {
		sink, ok = m.spotAt(file, u.At)
	}
	sink.use = u
	return sink, ok
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
