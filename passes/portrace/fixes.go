package portrace

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
	"github.com/sockvet/sockvet/passes/portrace/internal/mend"
)

// mend gives findings their fixes, where there are any. A port that a helper frees
// and that a call binds which can be fixed for itself is a finding at that call: it
// takes the place of that use in the finding about the helper.
func (c *Config) mend(pass *analysis.Pass, found []*finding.Finding, silenced func(token.Pos) bool) []*finding.Finding {
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
	m.Settle(fixes)
	return all
}

// without returns the finding that is left of f if only these uses are; nil if they
// are no fault.
func without(f *finding.Finding, rest []sockflow.Use) *finding.Finding {
	left := *f.Endpoint
	left.Uses = rest
	uses, category := verdict(f.Pass, &left)
	if category == "" || category == CategoryMitigated {
		return nil
	}
	return finding.New(f.Pass, &left, uses, category)
}
