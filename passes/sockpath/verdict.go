package sockpath

import (
	"go/constant"

	"golang.org/x/tools/go/analysis"

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

// A finding is a path that is bound, with what the check makes of it.
type finding struct {
	scene.Finding
	text    binds.Text
	removal *binds.Removal // what is wrong, if it is not the path
}

// findings returns what the check makes of the binds of the package: one finding for each
// path that the code spells, and for each removal that is a fault.
func findings(pass *analysis.Pass, bound []*binds.Bind) []*finding {
	var all []*finding
	known := scene.Set{}
	add := func(f *finding) {
		if known.Add(&f.Finding) {
			all = append(all, f)
		}
	}
	for _, b := range bound {
		if !b.Unix {
			continue
		}
		for _, t := range b.Texts {
			f := newFinding(pass, b, t)
			f.Verdict = f.judge()
			add(f)
		}
		for i := range b.Removals {
			f := newFinding(pass, b, binds.Text{Where: b.Removals[i].Pos})
			f.At(b.Removals[i].Pos)
			f.removal = &b.Removals[i]
			f.Verdict = f.judgeRemoval()
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
	return &finding{Finding: scene.Finding{Scene: scene.New(pass, b, t.Where, t.Way, is), Binds: []*binds.Bind{b}}, text: t}
}

// judge says what is wrong with the path.
func (f *finding) judge() scene.Verdict {
	for _, judge := range []func() scene.Verdict{f.tooLong, f.abstract, f.predictable} {
		if v := judge(); v.Category != "" || v.Why != "" {
			return v
		}
	}
	return scene.Verdict{Why: "nothing is known to be wrong with it"}
}

// judgeRemoval says what is wrong with what removes the socket.
func (f *finding) judgeRemoval() scene.Verdict {
	if v := f.removesAll(); v.Category != "" || v.Why != "" {
		return v
	}
	return f.removesLiving()
}
