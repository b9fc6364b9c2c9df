// Package output prints findings.
package output

import (
	"cmp"
	"go/token"
	"slices"
)

// A Finding is a diagnostic with its positions resolved. File names are
// absolute.
type Finding struct {
	Check    string // the name of the analyzer
	Category string
	Message  string
	URL      string // of the page that explains it
	Position token.Position
	End      token.Position // where the code that it is about ends; the same as Position if that is not known
	Related  []Related
	Fix      *Fix // nil if none is suggested
}

// A Related is another spot in the story of a finding.
type Related struct {
	Position token.Position
	Message  string
}

// Files returns the names of all files that the finding is about: those of its
// positions, and those that its fix changes. Some may be named more than once.
func (f *Finding) Files() []string {
	names := []string{f.Position.Filename}
	for _, r := range f.Related {
		names = append(names, r.Position.Filename)
	}
	if f.Fix != nil {
		for _, e := range f.Fix.Edits {
			names = append(names, e.File)
		}
	}
	return names
}

// Sort sorts findings by position, then by check and message, and drops those
// that repeat the one before: the same file may be analyzed in several packages.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, compare)
	return slices.CompactFunc(findings, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Position.Filename, b.Position.Filename),
		cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column),
		cmp.Compare(a.Check, b.Check),
		cmp.Compare(a.Message, b.Message),
	)
}
