//go:build unix

// Package outcome says what the runs of tests mean for findings: they are matched by
// positions. It also tells what was missed.
package outcome

import (
	"fmt"
	"go/token"
	"slices"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/leftover"
	"github.com/sockvet/sockvet/internal/prove/rounds"
)

// An Outcome is what came of a finding.
type Outcome string

// The outcomes. Not all are for both checks.
const (
	Proved       Outcome = "proved"        // a test fails when the port is taken; or the directory stays
	Closes       Outcome = "closes"        // the same, but one function binds, closes and binds again: it may test Close
	Copes        Outcome = "copes"         // the port was taken, and no test fails by that
	NotReached   Outcome = "not reached"   // no test has freed the port or bound the socket
	FailedBefore Outcome = "failed before" // only tests have that fail anyway
	Unsettled    Outcome = "unsettled"     // a test fails, but it can't be shown that this port is to blame
	Clean        Outcome = "clean"         // the directory was removed
	Missed       Outcome = "missed"        // proved, and there is no finding
)

// A Verdict is about a finding, or about something that was missed.
type Verdict struct {
	Outcome  Outcome
	Finding  *output.Finding // nil if there is none
	Reason   string
	Package  string // whose tests have shown it
	Port     *rounds.Port
	Proof    *rounds.Proof
	Position token.Position // where the port was bound or the directory made, without a finding
	Dirs     []leftover.Dir
	Fix      *Fix // nil if it was not tried
}

// A Package is what came of the tests of a package.
type Package struct {
	Path, Dir string
	Report    *rounds.Report
	Left      []leftover.Dir // after the last round
}

// A Matcher matches findings.
type Matcher struct {
	roots    Roots
	findings []output.Finding
	asked    int // so many of them are in packages that were asked for
	code     *code
	births   []lines // where the port of a finding is bound, as far as the function with the finding knows
}

// NewMatcher returns one for these findings.
func NewMatcher(findings []output.Finding, roots Roots) *Matcher {
	m := &Matcher{roots: roots, asked: len(findings), code: newCode()}
	m.Add(findings)
	return m
}

// Add adds findings, after those that were asked for.
func (m *Matcher) Add(findings []output.Finding) {
	for _, f := range findings {
		m.findings = append(m.findings, f)
		at := f.Position
		if len(f.Related) > 0 && f.Check == portrace {
			at = f.Related[0].Position // "bound to port 0", or the call of a helper
		}
		m.births = append(m.births, m.code.call(at))
	}
}

const (
	portrace = "portrace"
	sockdir  = "sockdir"
)

// Group returns names of what a proof of a port would prove: its findings, or the place.
func (m *Matcher) Group(p *rounds.Port) []string {
	var groups []string
	for i := range m.findings {
		if m.isOf(i, p) {
			groups = append(groups, fmt.Sprint(i))
		}
	}
	if len(groups) == 0 {
		f := m.roots.Place(p.Bind)
		groups = append(groups, fmt.Sprint(f.File, ":", f.Line))
	}
	return groups
}

func (m *Matcher) isOf(finding int, p *rounds.Port) bool {
	return m.findings[finding].Check == portrace && m.births[finding].in(p.Bind)
}

// Verdicts returns a verdict for each finding of the two checks, in their order, and then
// what was missed. Of findings beyond what was asked for there are only those that are shown.
func (m *Matcher) Verdicts(packages []*Package) []Verdict {
	var all []Verdict
	for i := range m.findings {
		var v Verdict
		switch m.findings[i].Check {
		case portrace:
			v = m.port(i, packages)
		case sockdir:
			v = m.dir(i, packages)
		default:
			continue
		}
		if i < m.asked || v.Proof != nil || len(v.Dirs) > 0 {
			all = append(all, v)
		}
	}
	all = append(all, m.missedPorts(packages)...)
	return append(all, m.missedDirs(packages)...)
}

// port returns the verdict on a finding about a port.
func (m *Matcher) port(finding int, packages []*Package) Verdict {
	best := Verdict{Outcome: NotReached, Finding: &m.findings[finding], Reason: "no test frees the port"}
	for _, pkg := range packages {
		var own []*rounds.Port
		for _, p := range pkg.Report.Ports {
			if m.isOf(finding, p) {
				own = append(own, p)
			}
		}
		v := m.judge(pkg, own)
		v.Finding = best.Finding
		if rank(v.Outcome) < rank(best.Outcome) {
			best = v
		}
	}
	if best.Outcome == NotReached && m.stopped(best.Finding, packages) {
		best.Outcome, best.Reason = FailedBefore, "the tests of the package fail without it, too"
	}
	return best
}

// stopped reports whether the tests in the folder of a finding fail outside of tests.
func (m *Matcher) stopped(f *output.Finding, packages []*Package) bool {
	return slices.ContainsFunc(packages, func(p *Package) bool {
		return dirOf(f.Position.Filename) == p.Dir && slices.Contains(p.Report.Before, gotest.Main)
	})
}

// rank orders outcomes by how much they tell.
func rank(o Outcome) int {
	return slices.Index([]Outcome{Proved, Closes, Unsettled, Copes, FailedBefore, Clean, NotReached}, o)
}

// judge returns what ports show that are of one finding or place.
func (m *Matcher) judge(pkg *Package, ports []*rounds.Port) Verdict {
	best := Verdict{Outcome: NotReached}
	for _, p := range ports {
		v := Verdict{Package: pkg.Path, Port: p, Proof: p.Proof}
		switch {
		case p.Proof != nil && m.closes(p):
			v.Outcome, v.Reason = Closes, "it may be a test of Close: the function that bound the port binds it again, or the garbage collector has closed the socket"
		case p.Proof != nil:
			v.Outcome = Proved
		case p.Unsettled != "":
			v.Outcome, v.Reason = Unsettled, p.Unsettled
		case slices.Contains(pkg.Report.Before, testOf(p.Bind)):
			v.Outcome, v.Reason = FailedBefore, testOf(p.Bind)+" fails without it, too"
		default:
			v.Outcome, v.Reason = Copes, m.coping(p)
		}
		if rank(v.Outcome) < rank(best.Outcome) {
			best = v
		}
	}
	return best
}

// closes reports whether one function binds, closes and binds again, to listen both
// times, or no code of the user closes at all.
func (m *Matcher) closes(p *rounds.Port) bool {
	by := p.Proof.By
	if by == nil || by.Kind != event.InUse || dials(by.Stack) {
		return false
	}
	if !m.roots.Closes(p.Close) {
		return true
	}
	first, ok := m.roots.caller(p.Bind)
	again, ok2 := m.roots.caller(by.Stack)
	return ok && ok2 && first.Func == again.Func
}

func dials(stack event.Stack) bool {
	return slices.ContainsFunc(stack, func(f event.Frame) bool { return f.Func == "net.(*netFD).dial" })
}

// coping says what became of a port that was taken without harm.
func (m *Matcher) coping(p *rounds.Port) string {
	if !p.Taken {
		return "a copy of the socket stays open"
	}
	for _, k := range []struct {
		kind event.Kind
		text string
	}{
		{event.InUse, "a bind of the port fails, at %s, and no test fails by that"},
		{event.Bound, "the number is bound all the same, at %s: in another family, or for another protocol (-wide takes it there too)"},
		{event.Refused, "the port is dialled, at %s, and nobody was seen to bind it"},
	} {
		for _, u := range p.Uses {
			if u.Kind == k.kind {
				return fmt.Sprintf(k.text, m.Short(m.roots.Place(u.Stack)))
			}
		}
	}
	return "nobody was seen to bind the port"
}

// missedPorts returns the ports that are proved without a finding, each place once.
func (m *Matcher) missedPorts(packages []*Package) []Verdict {
	var all []Verdict
	seen := map[string]bool{}
	for _, pkg := range packages {
		for _, p := range pkg.Report.Ports {
			found := slices.ContainsFunc(m.indexes(), func(i int) bool { return m.isOf(i, p) })
			group := m.Group(p)[0]
			if found || p.Proof == nil || seen[group] {
				continue
			}
			seen[group] = true
			v := m.judge(pkg, []*rounds.Port{p})
			if v.Outcome == Proved {
				v.Outcome = Missed
			}
			f := m.roots.Place(p.Bind)
			v.Position = token.Position{Filename: f.File, Line: f.Line}
			all = append(all, v)
		}
	}
	return all
}

func (m *Matcher) indexes() []int {
	all := make([]int, len(m.findings))
	for i := range all {
		all[i] = i
	}
	return all
}
