//go:build unix

package outcome

import (
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/leftover"
	"github.com/sockvet/sockvet/internal/prove/rounds"
)

// A Fix is what came of the fix of a finding that was proved.
type Fix struct {
	State  FixState
	Reason string
}

// A FixState says whether a fix helps.
type FixState string

// The states.
const (
	FixHelps FixState = "helps"
	FixFails FixState = "fails"
	NoFix    FixState = "none"
)

// Helps says whether the fix of a verdict has helped: after is its package with the fix,
// and first the first run of that, all ports taken. Lines have moved: what is left of the
// finding is known by the functions between which the call was, and by who has lost the port:
// a test may have several ports by such a call, of which one is fixed.
func (m *Matcher) Helps(v *Verdict, after *Package, first *gotest.Result) *Fix {
	if v.Proof == nil {
		return m.removes(v, after)
	}
	test := v.Proof.Test
	ran := test == gotest.Main || first.Tests[test] != nil
	if !slices.Contains(first.Failed(), test) {
		if !ran {
			return &Fix{FixFails, test + " does not run"}
		}
		return &Fix{FixHelps, test + " passes with every port taken"}
	}
	for _, p := range after.Report.Ports {
		if p.Proof != nil && m.birth(v, v.Port.Bind).in(p.Bind) && m.sameUse(v.Proof, p.Proof) {
			return &Fix{FixFails, test + " fails still: " + p.Proof.Line}
		}
	}
	if slices.Contains(after.Report.Last.Failed(), test) {
		return &Fix{FixFails, test + " fails still: " + after.Report.Last.Line(test)}
	}
	return &Fix{FixHelps, test + " passes; it fails by other ports that are taken"}
}

// sameUse reports whether two ports may be lost by the same function.
func (m *Matcher) sameUse(a, b *rounds.Proof) bool {
	if a.By == nil || b.By == nil || a.By.Kind != b.By.Kind {
		return true
	}
	return declared(m.roots.Place(a.By.Stack)) == declared(m.roots.Place(b.By.Stack))
}

// declared returns the name of the function that is declared around a frame: literals in it
// may have other numbers after a fix.
func declared(f event.Frame) string {
	name, _, _ := strings.Cut(f.Func, ".func")
	return name
}

// A call is one that a function makes of another.
type call struct{ from, to string }

// birth returns the call in a stack that a finding is about.
func (m *Matcher) birth(v *Verdict, stack event.Stack) call {
	for i := range m.findings {
		if &m.findings[i] != v.Finding {
			continue
		}
		for at, f := range stack {
			if m.births[i].has(f) && at > 0 {
				return call{f.Func, stack[at-1].Func}
			}
		}
	}
	return call{}
}

// in reports whether a stack has the call.
func (c call) in(stack event.Stack) bool {
	for at, f := range stack {
		if at > 0 && f.Func == c.from && stack[at-1].Func == c.to {
			return true
		}
	}
	return false
}

// removes says whether no directory stays any more that the same function has made.
func (m *Matcher) removes(v *Verdict, after *Package) *Fix {
	stays := slices.ContainsFunc(after.Left, func(d leftover.Dir) bool {
		return slices.ContainsFunc(v.Dirs, func(old leftover.Dir) bool { return m.birth(v, old.Made).in(d.Made) })
	})
	if stays {
		return &Fix{FixFails, "the directory stays"}
	}
	return &Fix{FixHelps, "the directory is removed"}
}
