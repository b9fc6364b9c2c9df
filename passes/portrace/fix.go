package portrace

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/portflow"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A mender drafts the fixes of one pass.
type mender struct {
	*fix.Fixer
	pass *analysis.Pass
	root inspector.Cursor
	wide bool // change more than the statements between the closing and the bind
}

// mend gives reports their fixes, where there are any. A port that a helper frees
// and that a call binds which can be fixed for itself is a finding at that call: it
// takes the place of that use in the report about the helper.
func (c *Config) mend(pass *analysis.Pass, reports []*report, silenced func(token.Pos) bool) []*report {
	if len(reports) == 0 {
		return nil
	}
	m := &mender{fix.New(pass), pass, inspector.New(pass.Files).Root(), c.Fix == FixHelpers}
	var all []*report
	for _, r := range reports {
		var rest = r
		if r.category == CategoryBind && !silenced(position(r.endpoint)) {
			var placed []*report
			rest, placed = m.place(r)
			all = append(all, placed...)
		}
		if rest != nil {
			rest.fix = m.fix(rest)
			all = append(all, rest)
		}
	}
	var fixes []*fix.Fix
	for _, r := range all {
		fixes = append(fixes, r.fix)
	}
	m.Settle(fixes)
	return all
}

// fix returns the fix for the finding that r words, or nil: then what is right
// depends on what the code does not say.
func (m *mender) fix(r *report) *fix.Fix {
	switch e := r.endpoint; {
	case e.Probe:
		return nil
	case e.Helper != "":
		return m.bindLate(r)
	}
	if x := m.keep(r); x != nil || !m.wide {
		return x
	}
	return m.share(r)
}

// A spot is a call in a function, where something happens to a port.
type spot struct {
	fn   *syntax.Function
	at   inspector.Cursor
	call *ast.CallExpr
}

// spotAt returns the call that the engine places at pos, if it is in file.
func (m *mender) spotAt(file *ast.File, pos token.Pos) (spot, bool) {
	call := callAt(file, pos)
	if call == nil {
		return spot{}, false
	}
	at, ok := m.root.FindNode(call)
	if !ok {
		return spot{}, false
	}
	fn := syntax.FunctionAt(m.pass.TypesInfo, at)
	return spot{fn, at, call}, fn != nil
}

// sinkOf returns the call that does what u says. Where a function literal does,
// u is about the call that the literal is given to, or is itself.
func (m *mender) sinkOf(file *ast.File, u portflow.Use) (spot, bool) {
	outer, ok := m.spotAt(file, u.Pos)
	if !ok || u.At < outer.call.Pos() || outer.call.End() <= u.At {
		return outer, ok
	}
	return m.spotAt(file, u.At)
}

// binding returns the one use of r that binds the port, if that is all that is
// known to take it. Dialling it does no harm.
func (r *report) binding() (portflow.Use, bool) {
	var bind portflow.Use
	for _, u := range r.endpoint.Uses {
		switch {
		case u.Role == portflow.Dial:
		case u.Role == portflow.Bind && (bind.Pos == u.Pos || !bind.Pos.IsValid()):
			bind = u
		default:
			return bind, false
		}
	}
	return bind, bind.Pos.IsValid()
}
