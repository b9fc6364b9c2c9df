package sockflow

import (
	"fmt"
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/budget"
)

// A Cut says that functions of the package were not followed to the end, and names one.
type Cut struct {
	Pos  token.Pos // of the function that is named; invalid if the code does not spell it out
	Text string    // which functions, and which bound ended it
}

// noteCuts notes which functions were not followed to the end: for each bound those that it
// ended, and in a note those whose sockets and directories were not.
func (a *analyzer) noteCuts(r *Result) {
	var bounds []budget.Bound
	ended := map[budget.Bound][]*ssa.Function{}
	for _, c := range a.Budget.Cuts {
		if ended[c.Bound] == nil {
			bounds = append(bounds, c.Bound)
		}
		ended[c.Bound] = append(ended[c.Bound], c.Fn)
	}
	for _, bound := range bounds {
		text := a.several(ended[bound]) + ": not followed beyond " + bound.String()
		r.Cuts = append(r.Cuts, Cut{ended[bound][0].Pos(), text})
		r.details = append(r.details, a.Pass.Pkg.Path()+": "+text)
	}
	if len(a.Budget.Cut) > 0 {
		r.notes = append(r.notes, a.Pass.Pkg.Path()+": "+a.several(a.Budget.Cut)+
			": more sockets, ports and directories come together here than sockvet follows; there may be faults that it does not see")
	}
}

// several names the first of some functions, and says how many more there are.
func (a *analyzer) several(fns []*ssa.Function) string {
	at := a.Pass.Fset.Position(fns[0].Pos())
	text := fmt.Sprintf("%s (%s:%d)", fns[0].Name(), filepath.Base(at.Filename), at.Line)
	switch n := len(fns) - 1; n {
	case 0:
		return text
	case 1:
		return text + " and one more function"
	default:
		return fmt.Sprintf("%s and %d more functions", text, n)
	}
}

// Notes returns what whoever reads the findings should know of the analysis, for
// drivers to print.
func (r *Result) Notes() []string { return r.notes }

// Details returns what else there is to say of the analysis, for whoever asks.
func (r *Result) Details() []string { return r.details }
