package gclplugin

import (
	"bytes"
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// linter returns an analyzer that reports what the checks find, as golangci-lint
// can show it.
//
// There, a diagnostic is a position, a text and edits. Its category and its URL
// are lost, and each related position becomes an issue of its own, which stays when
// the fault is fixed: all of them go into the text. Of two fixes that overlap none
// is applied, and both findings vanish from the report: only the first has its fix.
func linter(checks []*analysis.Analyzer) *analysis.Analyzer {
	var silent []*analysis.Analyzer
	for _, check := range checks {
		silent = append(silent, silenced(check))
	}
	return &analysis.Analyzer{
		Name:     name,
		Doc:      "find faults in how code handles sockets, ports and their addresses",
		URL:      "https://github.com/sockvet/sockvet",
		Requires: silent,
		Run: func(pass *analysis.Pass) (any, error) {
			var fixed edits
			for i, check := range silent {
				for _, d := range pass.ResultOf[check].([]analysis.Diagnostic) {
					pass.Report(analysis.Diagnostic{
						Pos:            d.Pos,
						End:            d.End,
						Message:        text(pass.Fset, checks[i].Name, d),
						SuggestedFixes: fixed.admit(d.SuggestedFixes),
					})
				}
			}
			return nil, nil
		},
	}
}

// silenced returns a check that has its diagnostics for a result, and reports
// none.
func silenced(check *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       check.Name,
		Doc:        check.Doc,
		URL:        check.URL,
		Requires:   check.Requires,
		ResultType: reflect.TypeFor[[]analysis.Diagnostic](),
		Run: func(pass *analysis.Pass) (any, error) {
			var found []analysis.Diagnostic
			quiet := *pass
			quiet.Report = func(d analysis.Diagnostic) { found = append(found, d) }
			_, err := check.Run(&quiet)
			return found, err
		},
	}
}

// edits are those of the fixes of a package that golangci-lint gets.
type edits []analysis.TextEdit

// admit returns the fixes if their edits go together with those before; nil if
// not.
func (all *edits) admit(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	var more edits
	for _, fix := range fixes {
		for _, e := range fix.TextEdits {
			if all.overlap(e) {
				return nil
			}
			more = append(more, e)
		}
	}
	*all = append(*all, more...)
	return fixes
}

// overlap reports whether e changes what another edit changes. Insertions at one
// place do, since their order is open; but the same edit twice is made once.
func (all edits) overlap(e analysis.TextEdit) bool {
	return slices.ContainsFunc(all, func(other analysis.TextEdit) bool {
		if e.Pos == other.Pos {
			return end(e) != end(other) || !bytes.Equal(e.NewText, other.NewText)
		}
		return e.Pos < end(other) && other.Pos < end(e)
	})
}

// end returns where the text ends that e replaces. An insertion may leave it out.
func end(e analysis.TextEdit) token.Pos {
	if e.End.IsValid() {
		return e.End
	}
	return e.Pos
}
