package sockpath

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
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
	*scene.Scene
	text    binds.Text
	removal *binds.Removal // what is wrong, if it is not the path
	binds   []*binds.Bind  // all that bind the same path
	fix     *fix.Fix       // nil if there is none
}

// findings returns what the check makes of the binds of the package: one finding for each
// path that the code spells, and for each removal that is a fault.
func findings(pass *analysis.Pass, bound []*binds.Bind) []*finding {
	type key struct {
		pos      token.Pos
		category string
	}
	var all []*finding
	known := map[key]*finding{}
	add := func(f *finding) {
		k := key{f.Pos, f.Category}
		if same := known[k]; same != nil {
			same.binds = append(same.binds, f.Bind)
			same.strict = same.strict && f.strict
			return
		}
		known[k] = f
		all = append(all, f)
	}
	for _, b := range bound {
		if !b.Unix {
			continue
		}
		for _, t := range b.Texts {
			f := newFinding(pass, b, t)
			f.verdict = f.judge()
			add(f)
		}
		for i := range b.Removals {
			f := newFinding(pass, b, binds.Text{Where: b.Removals[i].Pos})
			f.At(b.Removals[i].Pos)
			f.removal = &b.Removals[i]
			f.verdict = f.judgeRemoval()
			add(f)
		}
	}
	return all
}

// newFinding returns a finding about a path that b binds.
func newFinding(pass *analysis.Pass, b *binds.Bind, t binds.Text) *finding {
	var is func(constant.Value) bool
	if text, ok := t.Constant(); ok {
		is = func(v constant.Value) bool { return v.Kind() == constant.String && constant.StringVal(v) == text }
	}
	return &finding{Scene: scene.New(pass, b, t.Where, t.Way, is), text: t, binds: []*binds.Bind{b}}
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
