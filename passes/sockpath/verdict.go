package sockpath

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/paths"
	"github.com/sockvet/sockvet/internal/syntax"
)

// The categories of findings: what is wrong with the path.
const (
	CategoryTooLong     = "too-long"    // a socket cannot have that many bytes
	CategoryPredictable = "predictable" // others may have it, or what is removed by it
	CategoryStale       = "stale"       // what is removed there may be the socket of a living server
	CategoryAbstract    = "abstract"    // on some systems it is an abstract name, and a file on others
)

// A verdict is what the check makes of one path that is bound.
type verdict struct {
	Category string // "" if there is no fault
	why      string // what speaks against a fault, if there is none
	strict   bool   // only a strict check reports it
	message  string // of the finding, in a sentence
}

// A finding is a path that is bound, with what the check makes of it.
type finding struct {
	verdict
	pass     *analysis.Pass
	bind     *paths.Bind
	text     paths.Text
	removal  *paths.Removal // what is wrong, if it is not the path
	expr     ast.Expr       // that spells the path; nil if none was found
	file     *ast.File      // in which it is reported; nil if in none of the package's
	pos, end token.Pos
	binds    []*paths.Bind // all that bind the same path
	fix      *fix.Fix      // nil if there is none
}

// inTest reports whether the finding is in a test file.
func (f *finding) inTest() bool { return syntax.IsTest(f.pass.Fset, f.file) }

// findings returns what the check makes of the binds of the package: one finding for each
// path that the code spells, and for each removal that is a fault.
func findings(pass *analysis.Pass, binds []*paths.Bind) []*finding {
	type key struct {
		pos      token.Pos
		category string
	}
	var all []*finding
	known := map[key]*finding{}
	add := func(f *finding) {
		k := key{f.pos, f.Category}
		if same := known[k]; same != nil {
			same.binds = append(same.binds, f.bind)
			same.strict = same.strict && f.strict
			return
		}
		known[k] = f
		all = append(all, f)
	}
	for _, b := range binds {
		for _, t := range b.Texts {
			f := newFinding(pass, b, t)
			f.verdict = f.judge()
			add(f)
		}
		for i := range b.Removals {
			f := newFinding(pass, b, paths.Text{Where: b.Removals[i].Pos})
			f.at(b.Removals[i].Pos)
			f.removal = &b.Removals[i]
			f.verdict = f.judgeRemoval()
			add(f)
		}
	}
	return all
}

// newFinding returns a finding about a path that b binds. The functions that the path goes
// through have types then.
func newFinding(pass *analysis.Pass, b *paths.Bind, t paths.Text) *finding {
	typed := bodies.Of(pass)
	typed.Around(t.Where, b.Pos)
	typed.Around(t.Way...)
	f := &finding{pass: pass, bind: b, text: t, binds: []*paths.Bind{b}}
	f.at(t.Where)
	if f.expr = f.spelled(); f.expr != nil {
		f.pos, f.end = f.expr.Pos(), f.expr.End()
		f.file = syntax.FileAt(pass.Files, f.pos)
	}
	return f
}

// at has the finding reported at pos: at the call there, if there is one.
func (f *finding) at(pos token.Pos) {
	f.file = syntax.FileAt(f.pass.Files, pos)
	f.pos, f.end = pos, token.NoPos
	if call := syntax.CallAt(f.file, pos); call != nil {
		f.pos, f.end = call.Pos(), call.End()
	}
}

// judge says what is wrong with the path.
func (f *finding) judge() verdict {
	for _, judge := range []func() verdict{f.tooLong, f.abstract, f.predictable} {
		if v := judge(); v.Category != "" || v.why != "" {
			return v
		}
	}
	return verdict{why: "nothing is known to be wrong with it"}
}

// judgeRemoval says what is wrong with what removes the socket.
func (f *finding) judgeRemoval() verdict {
	if v := f.removesAll(); v.Category != "" || v.why != "" {
		return v
	}
	return f.removesLiving()
}
