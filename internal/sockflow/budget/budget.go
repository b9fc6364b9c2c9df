package budget

import "golang.org/x/tools/go/ssa"

// A Budget counts the work on the sources of a package, in steps: a value that is
// followed to where it is used, a block through which the state of a socket is followed.
// It is counted and not timed, so that all runs do the same. The work on what functions
// do with their parameters is not among it, since MaxFacts bounds that.
type Budget struct {
	Spent int             // on the package
	Cut   []*ssa.Function // the functions whose sources were not followed to the end
	Cuts  []Cut           // all that was not, each once
	Work                  // on the function under analysis

	cut map[Cut]bool
}

// A Work is what was done for one function.
type Work struct {
	steps int
	free  bool // not counted
}

// A million steps take about half a second. The most that was seen in large modules
// that use sockets is 2,564 on a package, 405 on a function and 2 sources, without
// perSource (nats-server, with 14,516 functions in a package, etcd and pebble).
const (
	maxWork     = 1_000_000 // on a package
	maxFuncWork = 100_000   // on the sources of one function
	MaxSources  = 100       // of one function
	PerSource   = 20        // what each source takes before it is followed anywhere
)

var (
	workBound     = Bound{"maxWork", maxWork, "steps after sockets and directories in a package"}
	funcWorkBound = Bound{"maxFuncWork", maxFuncWork, "steps after those of one function"}
	sourcesBound  = Bound{"MaxSources", MaxSources, "sockets and directories that a function yields"}
)

// Spend adds to the work.
func (b *Budget) Spend(steps int) {
	if !b.free {
		b.Spent += steps
		b.steps += steps
	}
}

// Enter starts to count the work on a function. It returns that on the one which called for
// it, for Leave.
func (b *Budget) Enter() (outer Work) {
	outer = b.Work
	b.Work = Work{}
	return outer
}

// Leave goes on to count the work on the function that called for the one under analysis.
func (b *Budget) Leave(outer Work) { b.Work = outer }

// Uncounted calls do, whose work is bounded otherwise.
func (b *Budget) Uncounted(do func()) {
	b.free = true
	do()
	b.free = false
}

// Allows reports whether the work on the sources of fn may go on, of which callers see
// so many by now. If not, it notes that.
func (b *Budget) Allows(fn *ssa.Function, sources int) bool {
	switch {
	case b.Spent >= maxWork:
		b.Note(fn, workBound)
	case b.steps >= maxFuncWork:
		b.Note(fn, funcWorkBound)
	case sources >= MaxSources:
		b.Note(fn, sourcesBound)
	default:
		return true
	}
	if n := len(b.Cut); n == 0 || b.Cut[n-1] != fn {
		b.Cut = append(b.Cut, fn)
	}
	return false
}
