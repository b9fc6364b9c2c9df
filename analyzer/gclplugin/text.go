package gclplugin

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/plain"
)

// text returns a diagnostic in one line:
//
//	portrace (bind): message [bound to port 0 at line 10, closed at free.go:12] https://...
func text(fset *token.FileSet, check string, d analysis.Diagnostic) string {
	var b strings.Builder
	b.WriteString(check)
	if d.Category != "" {
		fmt.Fprintf(&b, " (%s)", d.Category)
	}
	fmt.Fprintf(&b, ": %s", d.Message)
	if len(d.Related) > 0 {
		fmt.Fprintf(&b, " [%s]", steps(fset, d))
	}
	if d.URL != "" {
		fmt.Fprintf(&b, " %s", d.URL)
	}
	return plain.Text(b.String()) // with the names of files, which can be anything
}

// steps lists the related positions: by their lines if they are in the file of
// the diagnostic.
func steps(fset *token.FileSet, d analysis.Diagnostic) string {
	file := fset.Position(d.Pos).Filename
	var all []string
	for _, r := range d.Related {
		at := fset.Position(r.Pos)
		where := fmt.Sprintf("line %d", at.Line)
		if at.Filename != file {
			where = fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
		}
		all = append(all, r.Message+" at "+where)
	}
	return strings.Join(all, ", ")
}
