package sockflow

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// An analyzer summarizes the functions of a package.
type analyzer struct {
	*trace.Follower
	ports     *ports.Ports
	dirs      *dirs.Dirs
	summaries map[*ssa.Function]*summary.Summary // those being computed are there too, unfinished
	busy      map[*ssa.Function]bool
	recursive map[*ssa.Function]bool
}

func newAnalyzer(pass *analysis.Pass) *analyzer {
	f := trace.New(program.New(pass))
	a := &analyzer{
		Follower:  f,
		ports:     ports.New(f),
		dirs:      dirs.New(f),
		summaries: map[*ssa.Function]*summary.Summary{},
		busy:      map[*ssa.Function]bool{},
		recursive: map[*ssa.Function]bool{},
	}
	f.Summary = a.summarize
	return a
}

// maxRounds bounds how often a recursive function is analyzed over.
const maxRounds = 3

// summarize returns the summary of fn, computing it and those of its callees
// if need be. For a function that is being computed, which is one that calls
// itself, it returns what is known so far.
func (a *analyzer) summarize(fn *ssa.Function) *summary.Summary {
	if s, ok := a.summaries[fn]; ok {
		a.recursive[fn] = a.recursive[fn] || a.busy[fn]
		return s
	}
	s := &summary.Summary{Name: program.NameOf(fn)}
	a.summaries[fn] = s
	if len(fn.Blocks) == 0 {
		return s
	}
	outer := a.Budget.Enter()
	a.busy[fn] = true
	for range maxRounds {
		before := len(s.Flows) + len(s.Sources)
		*s = a.analyze(fn)
		if !a.recursive[fn] || len(s.Flows)+len(s.Sources) == before {
			break
		}
	}
	delete(a.busy, fn)
	a.Budget.Leave(outer)
	return s
}

// result lists the endpoints whose port outlives them.
func (a *analyzer) result() *Result {
	r := &Result{Dirs: a.dirs.Sorted(), pass: a.Pass}
	a.noteCuts(r)
	r.Endpoints, r.Others = a.ports.Sorted()
	return r
}

func run(pass *analysis.Pass) (any, error) {
	if !noGate && !matters(pass) {
		return &Result{}, nil
	}
	a, err := analyzePackage(pass)
	if err != nil {
		return nil, err
	}
	if !standard(pass) {
		a.export()
	}
	return a.result(), nil
}

// analyzePackage returns the state in the end. The error is that of a fact that cannot be read.
func analyzePackage(pass *analysis.Pass) (*analyzer, error) {
	a := newAnalyzer(pass)
	for _, fn := range a.Funcs {
		a.summarize(fn)
	}
	if a.Err != nil {
		return nil, a.Err
	}
	a.ports.Spread()
	a.dirs.Settle()
	a.ports.NoteExported()
	return a, nil
}
