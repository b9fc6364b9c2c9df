package sockflow

import (
	"go/ast"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// Analyzer computes the summaries of a package's functions, exports them as
// facts, and hands what it found to the passes that judge it.
var Analyzer = &analysis.Analyzer{
	Name:       "sockvetflow",
	Doc:        "follow sockets, addresses and ports through a package",
	URL:        "https://pkg.go.dev/github.com/sockvet/sockvet/internal/sockflow",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	Requires:   []*analysis.Analyzer{bodies.Analyzer},
	FactTypes:  []analysis.Fact{(*summary.Fact)(nil)},
}

func run(pass *analysis.Pass) (any, error) {
	matters := extentOf(pass)
	if matters == gate.Nothing {
		return &Result{}, nil
	}
	factless := standard(pass) || bodies.Of(pass).Alone
	switch {
	case matters == gate.Conduits && factless:
		return &Result{}, nil
	case factless:
		return analyzeSome(pass)
	}
	var has func(*ast.FuncDecl) bool // nil for all
	if matters == gate.Conduits {
		has = indexOf(pass).Callees(gate.IsConduit).Has
	}
	a, err := analyze(pass, has)
	if err != nil {
		return nil, err
	}
	a.export()
	r := a.result()
	if matters == gate.Conduits {
		return r, nil // without findings
	}
	return r, r.addPorts(nil)
}

// analyze returns the state in the end. Functions for which has is false have no bodies; nil
// is all have. The error is that of a fact that cannot be read, or of a function that does
// not compile.
func analyze(pass *analysis.Pass, has func(*ast.FuncDecl) bool) (*analyzer, error) {
	if err := checkBodies(pass, has); err != nil {
		return nil, err
	}
	a := newAnalyzer(pass, has)
	for _, fn := range a.Funcs {
		a.summarize(fn)
	}
	if a.Err != nil {
		return nil, a.Err
	}
	for _, s := range a.subjects {
		s.Finish()
	}
	a.binds = binds.Paths(a.Program)
	return a, nil
}

// checkBodies sees to it that the types in the bodies of functions are known.
func checkBodies(pass *analysis.Pass, has func(*ast.FuncDecl) bool) error {
	if has == nil {
		return bodies.Of(pass).All()
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && has(fn) {
				if err := bodies.Of(pass).Check(fn); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// A subject is what is followed through functions. Those of a package share what is known
// of its functions.
type subject interface {
	// Follow finds out what becomes of source number i of the callee at site s, in the
	// function of sc. It returns the sources that the function's own callers see.
	Follow(sc *program.Scope, s *program.Site, i int) []*summary.Source

	// Finish follows what functions leave to others otherwise than through calls, once
	// all are summarized.
	Finish()
}

// An analyzer is the state of the analysis of one package.
type analyzer struct {
	*trace.Follower
	ports    *ports.Ports
	dirs     *dirs.Dirs
	subjects []subject // by summary.Subject
	binds    []*binds.Bind

	parts     parts
	summaries map[*ssa.Function]*summary.Summary // those being computed are there too, unfinished
	busy      map[*ssa.Function]bool
	recursive map[*ssa.Function]bool
}

func newAnalyzer(pass *analysis.Pass, has func(*ast.FuncDecl) bool) *analyzer {
	f := trace.New(program.New(pass, has))
	a := &analyzer{
		Follower:  f,
		ports:     ports.New(f),
		dirs:      dirs.New(f),
		parts:     parts{known: map[partKey]*summary.Answer{}},
		summaries: map[*ssa.Function]*summary.Summary{},
		busy:      map[*ssa.Function]bool{},
		recursive: map[*ssa.Function]bool{},
	}
	a.subjects = []subject{summary.Sockets: a.ports, summary.Dirs: a.dirs}
	f.Summary = a.summarize
	return a
}

// result lists what was found of each subject.
func (a *analyzer) result() *Result {
	r := &Result{Dirs: a.dirs.Sorted(), Binds: a.binds, pass: a.Pass}
	r.Endpoints, r.Others = a.ports.Sorted()
	a.noteCuts(r)
	return r
}
