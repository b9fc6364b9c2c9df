package fix

import (
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"
)

// Settle sees to it that all the fixes can be applied together, by drivers that
// do no more than that. Each compiles alone, but two of them may each delete one
// of the last two uses of a variable or an import, or change the same line. The
// fixes of a file that do not go together become one fix, the first of them; if
// that does not compile either, those that spoil the others are taken back.
func (f *Fixer) Settle(fixes []*Fix) {
	byFile := map[*source][]*Fix{}
	for _, x := range fixes {
		if x != nil {
			byFile[x.draft.source] = append(byFile[x.draft.source], x)
		}
	}
	for _, group := range byFile {
		if len(group) < 2 || f.together(group) || f.merge(group) {
			continue
		}
		var kept []*Fix
		for _, x := range group {
			if with := append(slices.Clone(kept), x); f.together(with) {
				kept = with
			} else {
				x.edits = nil
			}
		}
	}
}

// together reports whether the file compiles with all these fixes.
func (f *Fixer) together(fixes []*Fix) bool {
	var edits []udiff.Edit
	for _, x := range fixes {
		merged, ok := udiff.Merge(edits, x.edits)
		if !ok {
			return false
		}
		edits = merged
	}
	source := fixes[0].draft.source
	text, err := udiff.ApplyBytes(source.text, edits)
	return err == nil && f.compile(source, text) == nil
}

// merge makes the first of the fixes one that has the edits of all, and reports
// whether that is a fix.
func (f *Fixer) merge(fixes []*Fix) bool {
	first := fixes[0].draft
	all := &Draft{Message: first.Message, fixer: f, source: first.source}
	for _, x := range fixes {
		for _, e := range x.draft.edits {
			all.edit(e.Start, e.End, e.New)
		}
		for _, path := range x.draft.imports {
			if !slices.Contains(all.imports, path) {
				all.imports = append(all.imports, path)
			}
		}
	}
	merged, err := f.Check(all)
	if err != nil {
		return false
	}
	*fixes[0] = *merged
	for _, x := range fixes[1:] {
		x.edits = nil
	}
	return true
}
