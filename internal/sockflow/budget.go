package sockflow

import (
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/ssa"
)

// A budget counts the work on the sources of a package, in steps: a value that is
// followed to where it is used, a block through which the state of a socket is followed.
// It is counted and not timed, so that all runs do the same. The work on what functions
// do with their parameters is not among it, since maxFacts bounds that.
type budget struct {
	spent int             // on the package
	work                  // on the function under analysis
	cut   []*ssa.Function // the functions that were not followed to the end
}

// A work is what was done for one function.
type work struct {
	steps int
	free  bool // not counted
}

// A million steps take about half a second. The most that was seen in large modules
// that use sockets is 2,564 on a package, 405 on a function and 2 sources, without
// perSource (nats-server, with 14,516 functions in a package, etcd and pebble).
const (
	maxWork     = 1_000_000 // on a package
	maxFuncWork = 100_000   // on the sources of one function
	maxSources  = 100       // of one function
	perSource   = 20        // what each source takes before it is followed anywhere
)

// spend adds to the work.
func (b *budget) spend(steps int) {
	if !b.free {
		b.spent += steps
		b.steps += steps
	}
}

// allows reports whether the work on the sources of fn may go on, of which callers see
// so many by now. If not, it notes that.
func (b *budget) allows(fn *ssa.Function, sources int) bool {
	if b.spent < maxWork && b.steps < maxFuncWork && sources < maxSources {
		return true
	}
	if n := len(b.cut); n == 0 || b.cut[n-1] != fn {
		b.cut = append(b.cut, fn)
	}
	return false
}

// noteCuts notes which functions were not followed to the end.
func (a *analyzer) noteCuts(r *Result) {
	if len(a.budget.cut) == 0 {
		return
	}
	fn := a.budget.cut[0]
	at := a.pass.Fset.Position(fn.Pos())
	note := fmt.Sprintf("%s: %s (%s:%d)", a.pass.Pkg.Path(), fn.Name(), filepath.Base(at.Filename), at.Line)
	if n := len(a.budget.cut) - 1; n > 0 {
		note += fmt.Sprintf(" and %d more functions", n)
	}
	r.notes = append(r.notes, note+": more sockets, ports and directories come together here than sockvet follows; there may be faults that it does not see")
}

// Notes returns what whoever reads the findings should know of the analysis, for
// drivers to print.
func (r *Result) Notes() []string { return r.notes }
