package sockpath

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
		Related:  f.Related("path", f.binds),

		SuggestedFixes: f.fix.Suggested(),
	}
}
