package load

import (
	"bytes"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

// A runner analyzes packages, each after its imports.
type runner struct {
	suite    unit.Suite
	makers   []*analysis.Analyzer // for packages whose facts only are wanted
	noGate   bool
	fset     *token.FileSet
	sizes    types.Sizes
	env      env
	packages map[string]*listed // by ID
	exports  *unit.Exports
	memory   *memory // nil if there is none

	mu       sync.Mutex
	findings []output.Finding
	sources  map[string]*output.Source
	problems []string
	notes    []string
	details  []string
	skipped  []string // IDs of packages that do not compile
	analyzed []string // IDs
}

func newRunner(suite unit.Suite, opts *Options, packages []*listed, env env) (*runner, error) {
	if env.err != nil {
		return nil, env.err
	}
	sizes := types.SizesFor("gc", env.goarch)
	if sizes == nil {
		return nil, fmt.Errorf("GOARCH=%s is unknown to sockvet", env.goarch)
	}
	r := &runner{
		suite:    suite,
		makers:   unit.FactMakers(suite.Analyzers),
		noGate:   opts.NoGate,
		fset:     token.NewFileSet(),
		sizes:    sizes,
		env:      env,
		packages: map[string]*listed{},
		sources:  map[string]*output.Source{},
	}
	for _, p := range packages {
		r.packages[p.ImportPath] = p
	}
	r.exports = unit.NewExports(r.fset, r.open, variants(packages))
	memory, err := newMemory(opts.Cache, suite, opts.NoGate, env, packages)
	if err != nil {
		r.note([]string{err.Error()}, nil)
	}
	r.memory = memory
	return r, nil
}

// open opens the export data of a package.
func (r *runner) open(id string) (io.ReadCloser, error) {
	p := r.packages[id]
	if p == nil || p.Export == "" {
		return nil, fmt.Errorf("no export data for %q", id)
	}
	return os.Open(p.Export)
}

// run analyzes the packages in rounds. In each, those take part whose imports are done.
// What a round imports is read before: reading it while others use it would be a race.
func (r *runner) run(nodes []*node) {
	q := newQueue(nodes)
	for {
		var round []*node
		for ready := q.next(); len(ready) > 0; ready = q.next() {
			rest := r.recall(r.passed(ready))
			round = append(round, rest...)
			r.done(q, slices.DeleteFunc(ready, func(n *node) bool { return slices.Contains(rest, n) }))
		}
		if len(round) == 0 {
			return
		}
		r.analyze(round)
		r.done(q, round)
	}
}

// done frees what no package needs that is left.
func (r *runner) done(q *queue, nodes []*node) {
	for _, family := range q.done(nodes) {
		r.exports.Forget(family)
	}
}

// passed returns those that pass the gate.
func (r *runner) passed(nodes []*node) []*node {
	passed := make([]bool, len(nodes))
	parallel(len(nodes), func(i int) { passed[i] = r.gate(nodes[i]) })
	var rest []*node
	for i, n := range nodes {
		if passed[i] {
			rest = append(rest, n)
		}
	}
	return rest
}

// gate reports whether n has to be analyzed. If it is not, it passes on the
// facts of its imports.
func (r *runner) gate(n *node) bool {
	imports := n.exports()
	n.export = unit.NewExport(imports)
	if r.noGate {
		return true
	}
	p := gate.Package{
		Files:     n.absolute(n.CompiledGoFiles),
		FactNames: unit.FactNames(imports),
	}
	if n.broken() {
		p.Files = n.absolute(n.GoFiles, n.CgoFiles)
	}
	for _, id := range n.Imports {
		path, _ := unit.SplitID(id)
		p.Imports = append(p.Imports, path)
	}
	return r.memory.matters(&p, r.env.overlay)
}

// exports returns the exports of the imports.
func (n *node) exports() []*unit.Export {
	var exports []*unit.Export
	for _, imported := range n.imports {
		if imported.export != nil {
			exports = append(exports, imported.export)
		}
	}
	return exports
}

// maxSource bounds the Go code that is analyzed at a time, in bytes. In memory, with its
// syntax trees, types and SSA form, it takes up to some 40 times as much.
const maxSource = 4 << 20

// analyze analyzes packages in parallel.
func (r *runner) analyze(round []*node) {
	imports := make([]map[string]*types.Package, len(round))
	sizes := make([]int64, len(round))
	for i, n := range round {
		if r.checkable(n) {
			imports[i] = r.load(n)
			sizes[i] = r.env.overlay.size(n.absolute(n.CompiledGoFiles))
		}
	}
	within(maxSource, sizes, func(i int) {
		if imports[i] != nil {
			r.check(round[i], imports[i])
		}
	})
}

// checkable reports whether the package of n can be type-checked.
func (r *runner) checkable(n *node) bool {
	p := n.unit()
	if problem := tooNew(p.GoVersion); problem != "" {
		r.problem(fmt.Sprintf("%s: not checked: %s", p.Module.Path, problem))
		return false
	}
	if n.broken() {
		r.skip(n)
		return false
	}
	return true
}

// load returns the packages that n imports, or nil if they can't be read.
func (r *runner) load(n *node) map[string]*types.Package {
	ids := slices.DeleteFunc(slices.Clone(n.Imports), func(id string) bool { return id == "C" || id == "unsafe" })
	imports, err := r.exports.Import(ids)
	if err != nil {
		r.problem(join(fmt.Sprintf("%s: not checked: %v", n.ImportPath, err), tooNew(r.env.goversion)))
		return nil
	}
	return imports
}

// check parses and type-checks the package of n, runs the analyzers, and keeps findings
// and facts.
func (r *runner) check(n *node, imports map[string]*types.Package) {
	p := n.unit()
	p.Alone = !n.imported
	n.reading = r.memory.reading(r.env.overlay)
	p.ReadFile = n.reading.read
	u, err := unit.Parse(r.fset, p)
	if err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", p.ID, err))
		return
	}
	defer u.Drop()
	if err := u.Check(imports, r.sizes); err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", u.ID, err))
		return
	}
	_, family := unit.SplitID(u.ID)
	facts, err := unit.NewFacts(u.Types, n.exports(), func(path string) *types.Package {
		return r.exports.Package(path, family)
	})
	if err != nil {
		r.problem(fmt.Sprintf("%s: not checked: %v", u.ID, err))
		return
	}
	r.examine(n, u, facts)
}

// examine runs the analyzers, takes what they found out, and stores it if nothing was
// wrong.
func (r *runner) examine(n *node, u *unit.Unit, facts *unit.Facts) {
	analyzers := r.makers
	if n.report {
		analyzers = r.suite.Analyzers
	}
	r.noteAnalyzed(n)
	diagnostics, err := u.Run(analyzers, facts)
	if err != nil {
		r.note(u.Notes, u.Details)
		if fault := new(unit.Uncheckable); errors.As(err, &fault) {
			err = fmt.Errorf("%s: not checked: %w", u.ID, fault)
		}
		r.problem(err.Error())
		return
	}
	o := &outcome{made: facts.Made(&r.suite), sources: map[string]*output.Source{}, notes: u.Notes, details: u.Details}
	var problems []string
	if n.report {
		problems = o.add(&fixer{n, u, r.env.overlay}, diagnostics)
	}
	for _, problem := range problems {
		r.problem(problem)
	}
	if len(problems) == 0 && !n.reading.other.Load() {
		r.memory.remember(n.key, o)
	}
	r.take(n, o)
}

// take adds the outcome for n to what the run has found out.
func (r *runner) take(n *node, o *outcome) {
	n.export = o.made.On(n.exports())
	r.note(o.notes, o.details)
	for _, found := range o.findings {
		if found.Fix != nil && found.Fix.Refused == "" {
			found.Fix.Refused = misplaced(n.Module.Dir, found.Fix.Edits[0].File)
		}
		if err := r.addSources(o, found); err != nil {
			r.problem(fmt.Sprintf("%s: %s: %v", n.ImportPath, found.Check, err))
			found.Fix = nil
		}
		r.mu.Lock()
		r.findings = append(r.findings, found)
		r.mu.Unlock()
	}
}

// addSources keeps the files of the package that found is about. The error tells of a
// file that was analyzed in two packages and was not the same both times.
func (r *runner) addSources(o *outcome, found output.Finding) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range found.Files() {
		switch source, known := o.sources[name], r.sources[name]; {
		case source == nil:
		case known == nil:
			r.sources[name] = source
		case !bytes.Equal(known.Content, source.Content):
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

func (r *runner) note(notes, details []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, notes...)
	r.details = append(r.details, details...)
}

func (r *runner) noteAnalyzed(n *node) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.analyzed = append(r.analyzed, n.ImportPath)
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
