package sockflow

import (
	"fmt"
	"path/filepath"
)

// noteCuts notes which functions were not followed to the end.
func (a *analyzer) noteCuts(r *Result) {
	if len(a.Budget.Cut) == 0 {
		return
	}
	fn := a.Budget.Cut[0]
	at := a.Pass.Fset.Position(fn.Pos())
	note := fmt.Sprintf("%s: %s (%s:%d)", a.Pass.Pkg.Path(), fn.Name(), filepath.Base(at.Filename), at.Line)
	if n := len(a.Budget.Cut) - 1; n > 0 {
		note += fmt.Sprintf(" and %d more functions", n)
	}
	r.notes = append(r.notes, note+": more sockets, ports and directories come together here than sockvet follows; there may be faults that it does not see")
}

// Notes returns what whoever reads the findings should know of the analysis, for
// drivers to print.
func (r *Result) Notes() []string { return r.notes }
