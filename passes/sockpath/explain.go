package sockpath

import (
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// CategoryExplain is the category of the diagnostics that -sockpath.explain adds. They are no
// findings.
const CategoryExplain = "explain"

// explanation says what the check makes of a path that is bound, or of what removes it, and
// why.
func explanation(f *finding) analysis.Diagnostic {
	what := "path " + strconv.Quote(f.text.String())
	if f.removal != nil {
		what = f.removal.Name
	}
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: CategoryExplain, Message: "explain: " + what + ": no fault: " + f.why}
	if f.Category != "" {
		d.Message = "explain: " + what + ": a fault of category " + f.Category
	}
	if f.Category != "" && f.strict {
		d.Message += ", for a strict check"
	}
	d.Related = f.Related("path", f.binds)
	return d
}
