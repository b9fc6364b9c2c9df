package portrace

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
	"github.com/sockvet/sockvet/passes/portrace/internal/mend"
)

// mend returns the findings about what flows has, with their fixes where there are any. A port that a helper frees
// and that a call binds which can be fixed for itself is a finding at that call: it
// takes the place of that use in the finding about the helper.
func (c *Config) mend(pass *analysis.Pass, flows *sockflow.Result, silenced func(token.Pos) bool) []*finding.Finding {
	found := c.findings(pass, flows)
	if len(found) == 0 {
		return nil
	}
	m := mend.New(pass, c.Fix == FixHelpers)
	var all []*finding.Finding
	for _, f := range found {
		if f.Category == CategoryBind && !silenced(finding.Position(f.Endpoint)) {
			placed, rest := m.Place(f)
			all = append(all, placed...)
			if len(placed) > 0 {
				f = without(f, rest)
			}
		}
		if f != nil {
			f.Fix = m.Fix(f)
			all = append(all, f)
		}
	}
	var fixes []*fix.Fix
	for _, f := range all {
		if !silenced(finding.Position(f.Endpoint)) { // else nobody sees it
			fixes = append(fixes, f.Fix)
		}
	}
	m.Announce()
	m.Rank(fixes)
	m.Settle(fixes, func(edited *analysis.Pass, fixes []*fix.Fix) bool { return c.gone(flows, all, edited, fixes) })
	return all
}

// gone reports whether the faults are gone that fixes mend, and no other has come, in the
// package as they leave it. found are the findings without the fixes.
func (c *Config) gone(flows *sockflow.Result, found []*finding.Finding, edited *analysis.Pass, fixes []*fix.Fix) bool {
	after, err := flows.Again(edited)
	if err != nil {
		return false
	}
	var allowed, left []trace
	for _, f := range found {
		if f.Fix.In(fixes) {
			continue
		}
		for _, u := range f.Uses {
			allowed = append(allowed, traceOf(f.Pass, u))
		}
	}
	for _, f := range c.findings(edited, after) {
		for _, u := range f.Uses {
			left = append(left, traceOf(edited, u))
		}
	}
	return fix.NoMore(left, allowed)
}

// A trace is what tells the use of a port when lines have moved and calls have changed.
type trace struct {
	declaration string // in which it is
	role        handoff.Role
}

func traceOf(pass *analysis.Pass, u ports.Use) trace {
	return trace{syntax.DeclaredAt(syntax.FileAt(pass.Files, u.Pos), u.Pos), u.Role}
}

// without returns the finding that is left of f if only these uses are; nil if they
// are no fault.
func without(f *finding.Finding, rest []ports.Use) *finding.Finding {
	left := *f.Endpoint
	left.Uses = rest
	uses, category := verdict(f.Pass, &left)
	if category == "" || category == CategoryMitigated {
		return nil
	}
	return finding.New(f.Pass, &left, uses, category)
}
