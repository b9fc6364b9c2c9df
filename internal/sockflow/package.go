package sockflow

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// An analyzer is the state of the analysis of one package.
type analyzer struct {
	pass  *analysis.Pass
	ssa   *ssa.Package
	funcs []*ssa.Function

	closures        map[*ssa.Function]*ssa.MakeClosure // where a function literal is made
	globalStores    map[*ssa.Global][]*ssa.Store
	implementations map[*types.Func]*ssa.Function
	methods         map[string][]types.Type // the types that have a method, by its name; nil until it is needed
	writes          map[memory]writes
	starters        map[*ssa.Function]bool // whether a function starts something
	repeated        map[*ssa.Function]bool // nil until it is needed, see isRepeated
	sweepers        map[types.Type][]sweeper
	dialled         map[cell]bool       // whether the package only dials what is in a field
	fields          map[cell][]fieldUse // nil until they are needed, see fieldsOf

	summaries map[*ssa.Function]*summary.Summary // those being computed are there too, unfinished
	busy      map[*ssa.Function]bool
	recursive map[*ssa.Function]bool
	externals map[*types.Func]*summary.Summary
	callers   map[*ssa.Function][]*site
	scopes    map[*ssa.Function]*scope
	sites     map[ssa.CallInstruction]*site

	budget    *budget
	endpoints map[endpointKey]*Endpoint
	made      []*Endpoint // all of them, in the order in which they were met
	dirs      map[endpointKey]*Dir
	err       error // a fact that cannot be read
}

// An endpointKey tells the endpoints of a package apart: a source at a site.
type endpointKey struct {
	instr ssa.Instruction
	index int
	probe bool
}

func newAnalyzer(pass *analysis.Pass) *analyzer {
	pkg := ssacode.Build(pass, exits)
	a := &analyzer{
		pass:            pass,
		ssa:             pkg,
		funcs:           ssacode.Functions(pass, pkg),
		closures:        map[*ssa.Function]*ssa.MakeClosure{},
		globalStores:    map[*ssa.Global][]*ssa.Store{},
		implementations: map[*types.Func]*ssa.Function{},
		writes:          map[memory]writes{},
		starters:        map[*ssa.Function]bool{},
		sweepers:        map[types.Type][]sweeper{},
		dialled:         map[cell]bool{},
		summaries:       map[*ssa.Function]*summary.Summary{},
		busy:            map[*ssa.Function]bool{},
		recursive:       map[*ssa.Function]bool{},
		externals:       map[*types.Func]*summary.Summary{},
		callers:         map[*ssa.Function][]*site{},
		scopes:          map[*ssa.Function]*scope{},
		sites:           map[ssa.CallInstruction]*site{},
		budget:          new(budget),
		endpoints:       map[endpointKey]*Endpoint{},
		dirs:            map[endpointKey]*Dir{},
	}
	for _, fn := range a.funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				a.index(instr)
			}
		}
	}
	return a
}

// exits reports whether the table says that fn does not return.
func exits(fn *types.Func) bool {
	row := sockapi.Lookup(fn)
	return row.Has(sockapi.Exits) || row.Has(sockapi.Quits)
}

// index notes where closures are made and package-level variables are set.
func (a *analyzer) index(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.MakeClosure:
		a.closures[i.Fn.(*ssa.Function)] = i
	case *ssa.Store:
		if g, ok := i.Addr.(*ssa.Global); ok {
			a.globalStores[g] = append(a.globalStores[g], i)
		}
	}
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
	s := &summary.Summary{Name: nameOf(fn)}
	a.summaries[fn] = s
	if len(fn.Blocks) == 0 {
		return s
	}
	outer := a.budget.work
	a.budget.work = work{}
	a.busy[fn] = true
	for range maxRounds {
		before := len(s.Flows) + len(s.Sources)
		*s = a.analyze(fn)
		if !a.recursive[fn] || len(s.Flows)+len(s.Sources) == before {
			break
		}
	}
	delete(a.busy, fn)
	a.budget.work = outer
	return s
}

// external returns the summary of a function of another package, or of an
// interface's method: its row in the table or the fact about it; nil if there
// is neither.
func (a *analyzer) external(fn *types.Func) *summary.Summary {
	fn = fn.Origin()
	if s, ok := a.externals[fn]; ok {
		return s
	}
	var s *summary.Summary
	if row := sockapi.Lookup(fn); row != nil {
		s = summary.OfRow(fn, row)
	} else if fn.Pkg() != nil && fn.Pkg() != a.pass.Pkg {
		s = a.imported(fn, summary.ShortName(fn))
	}
	a.externals[fn] = s
	return s
}

// result lists the endpoints whose port outlives them.
func (a *analyzer) result() *Result {
	r := &Result{Dirs: a.sortedDirs(), pass: a.pass}
	a.noteCuts(r)
	for _, e := range a.made {
		if len(e.Uses) == 0 || !e.Proven || e.Served {
			r.Others = append(r.Others, e)
			continue
		}
		a.noteRetries(e)
		r.Endpoints = append(r.Endpoints, e)
	}
	slices.SortStableFunc(r.Endpoints, func(x, y *Endpoint) int {
		return cmp.Or(cmp.Compare(x.Bind, y.Bind), cmp.Compare(x.Release, y.Release), cmp.Compare(x.Origin, y.Origin))
	})
	r.Endpoints = merge(r.Endpoints)
	for _, e := range r.Endpoints {
		e.Uses = sortedUses(e.Uses)
	}
	return r
}

// noteRetries notes which uses are retried: all those of a port that was drawn
// where a failing one leads back to, and binds that fall back to another port.
func (a *analyzer) noteRetries(e *Endpoint) {
	again := map[ssa.Instruction]bool{}
	for _, u := range e.Uses {
		if a.retried(u.attempt, 0) {
			again[u.attempt.got] = true
		}
	}
	for i, u := range e.Uses {
		e.Uses[i].Retried = again[u.attempt.got] || u.Role == Bind && a.fallsBack(u.attempt.handed)
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
	for _, fn := range a.funcs {
		a.summarize(fn)
	}
	if a.err != nil {
		return nil, a.err
	}
	a.spread()
	a.settleDirs()
	a.noteExported()
	return a, nil
}
