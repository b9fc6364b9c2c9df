package portguess

import (
	"golang.org/x/tools/go/analysis"
)

// diagnostic words a finding.
func diagnostic(f *finding) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos: f.Pos, End: f.End,
		Category: f.Category,
		Message:  f.message,
		URL:      URL,
		Related:  f.Related("port", f.binds),

		SuggestedFixes: f.fix.Suggested(),
	}
}

// CategoryExplain is the category of the diagnostics that -portguess.explain adds. They are no
// findings.
const CategoryExplain = "explain"

// explanation says what the check makes of a port that is bound, and why.
func explanation(f *finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: CategoryExplain,
		Message: "explain: port " + f.port.String() + ": no fault: " + f.why,
		Related: f.Related("port", f.binds),
	}
	if f.Category != "" {
		d.Message = "explain: port " + f.port.String() + ": a fault of category " + f.Category
	}
	if f.Category != "" && f.strict {
		d.Message += ", for a strict check"
	}
	return d
}
