package sockpath

import (
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/scene"
)

// CategoryExplain is the category of the diagnostics that -sockpath.explain adds. They are no
// findings.
const CategoryExplain = scene.CategoryExplain

// explanation says what the check makes of a path that is bound, or of what removes it, and
// why.
func explanation(f *finding) analysis.Diagnostic {
	name := "path " + strconv.Quote(f.text.String())
	if f.removal != nil {
		name = f.removal.Name
	}
	return f.Explanation("path", name)
}
