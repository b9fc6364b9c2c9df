package sockpath

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// diagnostic words a finding.
func diagnostic(f *finding) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos: f.Pos, End: f.End,
		Category: f.Category,
		Message:  f.message,
		URL:      URL,
		Related:  f.related(),

		SuggestedFixes: f.fix.Suggested(),
	}
}

// maxPlaces bounds how many places a finding lists: a helper of tests can have dozens of
// callers.
const maxPlaces = 5

// related lists where the path is handed on, and where it is bound.
func (f *finding) related() []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && len(all) < maxPlaces && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	for _, b := range f.binds {
		name := "bound by " + b.Name
		if b.Sink != "" && b.Sink != b.Name {
			name += ", with " + b.Sink
		}
		add(b.Pos, "%s", name)
	}
	for i := len(f.text.Way) - 1; i >= 0; i-- {
		if f.text.Way[i] != f.text.Where {
			add(f.text.Way[i], "the path gets there by way of this call")
		}
	}
	return all
}
