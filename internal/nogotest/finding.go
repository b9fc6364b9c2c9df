package nogotest

import (
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/output"
)

// findings returns what the analyzers reported, but for the files that cgo made
// and nobody wrote: nogo drops those by their names, which a //line comment hides.
func (a *action) findings(analyzers []*analysis.Analyzer) []Finding {
	var all []Finding
	for _, root := range analyzers {
		for _, d := range a.steps[root].diagnostics {
			if !a.made(d.Pos) {
				all = append(all, a.finding(root, d))
			}
		}
	}
	return all
}

// made reports whether pos is in a file outside the folder of the package, and no
// //line comment names one that is in it.
func (a *action) made(pos token.Pos) bool {
	return filepath.Dir(a.position(pos).Filename) != filepath.Clean(a.Dir)
}

func (a *action) finding(by *analysis.Analyzer, d analysis.Diagnostic) Finding {
	f := Finding{Check: by.Name, Category: d.Category, Message: d.Message, Position: a.position(d.Pos)}
	for _, r := range d.Related {
		f.Related = append(f.Related, output.Related{Position: a.position(r.Pos), Message: r.Message})
	}
	if len(d.SuggestedFixes) == 0 {
		return f
	}
	for _, e := range d.SuggestedFixes[0].TextEdits {
		file := a.importer.fset.File(e.Pos)
		f.Edits = append(f.Edits, output.Edit{
			File:  absolute(file.Name()),
			Start: file.Offset(e.Pos),
			End:   file.Offset(max(e.Pos, e.End)), // an insertion may have no end
			New:   string(e.NewText),
		})
	}
	return f
}

func (a *action) position(pos token.Pos) token.Position {
	p := a.importer.fset.Position(pos)
	p.Filename = absolute(p.Filename)
	return p
}

// absolute returns the absolute name of a file; there was a working directory when
// it was opened.
func absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}
