package load

import (
	"bytes"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

// A runner analyzes packages level by level.
type runner struct {
	suite   unit.Suite
	makers  []*analysis.Analyzer // for packages whose facts only are wanted
	noGate  bool
	fset    *token.FileSet
	sizes   types.Sizes
	env     env
	exports *unit.Exports

	mu       sync.Mutex
	findings []output.Finding
	sources  map[string]*output.Source
	problems []string
	notes    []string
	skipped  []string // IDs of packages that do not compile
}

func newRunner(suite unit.Suite, opts *Options, packages []*listed, env env) (*runner, error) {
	if env.err != nil {
		return nil, env.err
	}
	sizes := types.SizesFor("gc", env.goarch)
	if sizes == nil {
		return nil, fmt.Errorf("GOARCH=%s is unknown to sockvet", env.goarch)
	}
	fset := token.NewFileSet()
	return &runner{
		suite:   suite,
		makers:  unit.FactMakers(suite.Analyzers),
		noGate:  opts.NoGate,
		fset:    fset,
		sizes:   sizes,
		env:     env,
		exports: unit.NewExports(fset, opener(packages), variants(packages)),
		sources: map[string]*output.Source{},
	}, nil
}

// opener returns a function that opens the export data of a package.
func opener(packages []*listed) func(id string) (io.ReadCloser, error) {
	files := map[string]string{}
	for _, p := range packages {
		files[p.ImportPath] = p.Export
	}
	return func(id string) (io.ReadCloser, error) {
		if files[id] == "" {
			return nil, fmt.Errorf("no export data for %q", id)
		}
		return os.Open(files[id])
	}
}

// run analyzes the packages of one level. Those that pass the gate are parsed
// and analyzed in parallel, a batch at a time, which bounds the syntax trees in
// memory. The packages that a batch imports are read before: reading them while
// others use them would be a race.
func (r *runner) run(level []*node) {
	passed := make([]bool, len(level))
	parallel(len(level), func(i int) { passed[i] = r.gate(level[i]) })
	var rest []*node
	for i, n := range level {
		if passed[i] {
			rest = append(rest, n)
		}
	}
	for batch := range slices.Chunk(rest, 2*runtime.GOMAXPROCS(0)) {
		r.analyze(batch)
	}
}

// gate reports whether n has to be analyzed. If it is not, it passes on the
// facts of its imports.
func (r *runner) gate(n *node) bool {
	imports := n.imported()
	n.export = unit.NewExport(imports)
	if r.noGate {
		return true
	}
	p := gate.Package{
		Files:     n.absolute(n.CompiledGoFiles),
		FactNames: unit.FactNames(imports),
		ReadFile:  r.env.overlay.read,
	}
	if n.broken() {
		p.Files = n.absolute(n.GoFiles, n.CgoFiles)
	}
	for _, id := range n.Imports {
		path, _ := unit.SplitID(id)
		p.Imports = append(p.Imports, path)
	}
	return p.Matters()
}

// imported returns the exports of the imports.
func (n *node) imported() []*unit.Export {
	var exports []*unit.Export
	for _, imported := range n.imports {
		if imported.export != nil {
			exports = append(exports, imported.export)
		}
	}
	return exports
}

func (r *runner) analyze(batch []*node) {
	units := make([]*unit.Unit, len(batch))
	imports := make([]map[string]*types.Package, len(batch))
	parallel(len(batch), func(i int) { units[i] = r.parse(batch[i]) })
	for i, u := range units {
		if u != nil {
			imports[i] = r.load(u)
		}
	}
	parallel(len(batch), func(i int) {
		if imports[i] != nil {
			r.check(batch[i], units[i], imports[i])
		}
	})
}

// parse returns the unit of n, or nil if it can't be analyzed.
func (r *runner) parse(n *node) *unit.Unit {
	p := n.unit()
	p.ReadFile = r.env.overlay.read
	if problem := tooNew(p.GoVersion); problem != "" {
		r.problem(fmt.Sprintf("%s: not checked: %s", p.Module.Path, problem))
		return nil
	}
	if n.broken() {
		r.skip(n)
		return nil
	}
	u, err := unit.Parse(r.fset, p)
	if err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", p.ID, err))
		return nil
	}
	return u
}

// load returns the packages that u imports, or nil if they can't be read.
func (r *runner) load(u *unit.Unit) map[string]*types.Package {
	imports, err := r.exports.Import(u.Imports())
	if err != nil {
		r.problem(join(fmt.Sprintf("%s: not checked: %v", u.ID, err), tooNew(r.env.goversion)))
		return nil
	}
	return imports
}

// check type-checks the unit of n, runs the analyzers, and keeps findings and
// facts.
func (r *runner) check(n *node, u *unit.Unit, imports map[string]*types.Package) {
	defer u.Drop()
	if err := u.Check(imports, r.sizes); err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", u.ID, err))
		return
	}
	_, family := unit.SplitID(u.ID)
	facts, err := unit.NewFacts(u.Types, n.imported(), func(path string) *types.Package {
		return r.exports.Package(path, family)
	})
	if err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", u.ID, err))
		return
	}
	analyzers := r.makers
	if n.report {
		analyzers = r.suite.Analyzers
	}
	diagnostics, err := u.Run(analyzers, facts)
	r.note(u.Notes)
	if err != nil {
		r.problem(err.Error())
		return
	}
	n.export = facts.Export(&r.suite)
	if n.report {
		r.report(&fixer{n, u, r.env.overlay}, diagnostics)
	}
}

func (r *runner) report(f *fixer, diagnostics []unit.Diagnostic) {
	for _, d := range diagnostics {
		found := f.finding(d)
		fix, err := f.fix(d)
		found.Fix = fix
		if err == nil {
			err = r.addSources(f, found)
		}
		if err != nil {
			r.problem(fmt.Sprintf("%s: %s: %v", f.ID, d.Analyzer.Name, err))
			found.Fix = nil
		}
		r.mu.Lock()
		r.findings = append(r.findings, found)
		r.mu.Unlock()
	}
}

// addSources keeps the files of the package that found is about. The error tells of a
// file that was analyzed in two packages and was not the same both times.
func (r *runner) addSources(f *fixer, found output.Finding) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range found.Files() {
		content := f.Source(name)
		if content == nil {
			continue
		}
		switch known := r.sources[name]; {
		case known == nil:
			r.sources[name] = f.source(name)
		case !bytes.Equal(known.Content, content):
			return fmt.Errorf("%s changed while it was checked", name)
		}
	}
	return nil
}

func (r *runner) problem(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, text)
}

func (r *runner) note(notes []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, notes...)
}

func (r *runner) skip(n *node) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.skipped = append(r.skipped, n.ImportPath)
}

func join(text, more string) string {
	if more == "" {
		return text
	}
	return text + "\n" + more
}

// parallel calls f with 0 to n-1, on as many processors as there are.
func parallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
