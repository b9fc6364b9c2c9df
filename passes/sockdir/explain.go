package sockdir

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
)

// CategoryExplain is the category of the diagnostics that -sockdir.explain adds. They
// are no findings.
const CategoryExplain = "explain"

// explanation says what the check makes of a directory and why, with all that was
// seen happen to it.
func explanation(f *finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.dir.Make, Category: CategoryExplain, Message: "explain: no fault: " + f.why}
	if f.Category != "" {
		d.Message = "explain: a fault of category " + f.Category
	}
	if f.Category != "" && f.strict {
		d.Message += ", for a strict check"
	}
	d.Related = f.related()
	for _, r := range f.dir.Removals {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, Message: "removed by " + r.Name + scope(r)})
	}
	for _, s := range f.dir.Trail {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: s.Pos, Message: s.What})
	}
	slices.SortStableFunc(d.Related, func(a, b analysis.RelatedInformation) int { return cmp.Compare(a.Pos, b.Pos) })
	return d
}

// scope says what a removal removes, and when.
func scope(r dirs.Removal) string {
	text := ""
	switch {
	case r.Full:
		text += ", which fails"
	case !r.Whole:
		text += ", only what is in it"
	}
	if r.Failed {
		text += ", after an error"
	}
	return text
}
