package sockflow

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// ports are the sockets of a package that are bound to port 0.
type ports struct {
	*trace.Follower
	endpoints map[endpointKey]*Endpoint
	made      []*Endpoint            // all of them, in the order in which they were met
	starters  map[*ssa.Function]bool // whether a function starts something
	repeated  map[*ssa.Function]bool // nil until it is needed, see isRepeated
}

func newPorts(f *trace.Follower) *ports {
	return &ports{Follower: f, endpoints: map[endpointKey]*Endpoint{}, starters: map[*ssa.Function]bool{}}
}

// An endpointKey tells the endpoints of a package apart: a source at a site.
type endpointKey struct {
	instr ssa.Instruction
	index int
	probe bool
}

// A dirset are the temporary directories of a package.
type dirset struct {
	*trace.Follower
	dirs map[dirKey]*Dir
}

// A dirKey tells the directories of a package apart: a source at a site.
type dirKey struct {
	instr ssa.Instruction
	index int
}

func newDirs(f *trace.Follower) *dirset { return &dirset{f, map[dirKey]*Dir{}} }

// An analyzer summarizes the functions of a package.
type analyzer struct {
	*trace.Follower
	ports     *ports
	dirs      *dirset
	summaries map[*ssa.Function]*summary.Summary // those being computed are there too, unfinished
	busy      map[*ssa.Function]bool
	recursive map[*ssa.Function]bool
}

func newAnalyzer(pass *analysis.Pass) *analyzer {
	f := trace.New(program.New(pass))
	a := &analyzer{
		Follower:  f,
		ports:     newPorts(f),
		dirs:      newDirs(f),
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
	r := &Result{Dirs: a.dirs.sorted(), pass: a.Pass}
	a.noteCuts(r)
	r.Endpoints, r.Others = a.ports.sorted()
	return r
}

// sorted returns the endpoints whose port outlives them, in the order of their positions,
// and the others.
func (a *ports) sorted() (all, others []*Endpoint) {
	for _, e := range a.made {
		if len(e.Uses) == 0 || !e.Proven || e.Served {
			others = append(others, e)
			continue
		}
		a.noteRetries(e)
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(x, y *Endpoint) int {
		return cmp.Or(cmp.Compare(x.Bind, y.Bind), cmp.Compare(x.Release, y.Release), cmp.Compare(x.Origin, y.Origin))
	})
	all = merge(all)
	for _, e := range all {
		e.Uses = sortedUses(e.Uses)
	}
	return all, others
}

// noteRetries notes which uses are retried: all those of a port that was drawn
// where a failing one leads back to, and binds that fall back to another port.
func (a *ports) noteRetries(e *Endpoint) {
	again := map[ssa.Instruction]bool{}
	for _, u := range e.Uses {
		if a.retried(u.attempt, 0) {
			again[u.attempt.Got] = true
		}
	}
	for i, u := range e.Uses {
		e.Uses[i].Retried = again[u.attempt.Got] || u.Role == Bind && a.FallsBack(u.attempt.Handed)
	}
}

// merge joins endpoints that one call of a helper yields, which are next to
// each other: to the caller they are one.
func merge(endpoints []*Endpoint) []*Endpoint {
	var merged []*Endpoint
	for _, e := range endpoints {
		if n := len(merged); n > 0 && e.Helper != "" && merged[n-1].Helper == e.Helper && merged[n-1].Bind == e.Bind {
			merged[n-1].Uses = append(merged[n-1].Uses, e.Uses...)
			continue
		}
		merged = append(merged, e)
	}
	return merged
}

func sortedUses(uses []Use) []Use {
	slices.SortFunc(uses, func(x, y Use) int {
		return cmp.Or(cmp.Compare(x.Pos, y.Pos), cmp.Compare(x.Role, y.Role), cmp.Compare(x.At, y.At), cmp.Compare(x.Sink, y.Sink))
	})
	return slices.Compact(uses)
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
	a.ports.spread()
	a.dirs.settle()
	a.ports.noteExported()
	return a, nil
}
