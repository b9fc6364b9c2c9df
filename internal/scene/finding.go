package scene

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/syntax"
)

// A Verdict is what a check makes of one address that is bound.
type Verdict struct {
	Category string // "" if there is no fault
	Why      string // what speaks against a fault, if there is none
	Strict   bool   // only a strict check reports it
	Message  string // of the finding, in a sentence
}

// A Finding is an address that is bound, with what a check makes of it.
type Finding struct {
	Verdict
	*Scene
	Binds []*binds.Bind // all that bind the same address
	Fix   *fix.Fix      // nil if there is none
}

// Key tells the finding where lines have moved: by its category, and the declaration that it
// is in.
func (f *Finding) Key() string { return f.Category + syntax.DeclaredAt(f.File, f.Pos) }

// Diagnostic words the finding. what is what the check calls an address: a path, a port. url is
// the page of the check.
func (f *Finding) Diagnostic(what, url string) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos: f.Pos, End: f.End,
		Category: f.Category,
		Message:  f.Message,
		URL:      url,
		Related:  f.Related(what, f.Binds),

		SuggestedFixes: f.Fix.Suggested(),
	}
}

// CategoryExplain is the category of explanations. They are no findings.
const CategoryExplain = "explain"

// Explanation says what the check makes of the address, and why. what is as of Diagnostic, and
// name tells the address.
func (f *Finding) Explanation(what, name string) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: CategoryExplain,
		Message: "explain: " + name + ": no fault: " + f.Why,
		Related: f.Related(what, f.Binds),
	}
	if f.Category != "" {
		d.Message = "explain: " + name + ": a fault of category " + f.Category
	}
	if f.Category != "" && f.Strict {
		d.Message += ", for a strict check"
	}
	return d
}

// A Set has findings, of which those that are of one category and in one place are one.
type Set map[place]*Finding

type place struct {
	pos      token.Pos
	category string
}

// Add reports whether f is new to the set. If it is not, the one in the set gets its binds.
func (s Set) Add(f *Finding) bool {
	at := place{f.Pos, f.Category}
	same := s[at]
	if same == nil {
		s[at] = f
		return true
	}
	same.Binds = append(same.Binds, f.Binds...)
	same.Strict = same.Strict && f.Strict
	return false
}
