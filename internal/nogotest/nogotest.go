// Package nogotest runs analyzers as nogo does, the driver of Bazel's rules_go, and
// so proves that checks work there. It follows nogo of rules_go 407f9f34 (July 2026).
//
// Each package is an action of its own, which knows nothing of other packages but
// the compiler's export data and the files of facts of what it imports. There are
// no facts about the standard library, which nogo never analyzes. Packages outside
// the main module, or the workspace, are analyzed for their facts only. A pass has
// no Module and no ReadFile, files are named relative to the working directory, the
// language version is that of the Go command whatever go.mod says, and the checks
// of a package run at the same time.
//
// It shares nothing with sockvet's own drivers, so that it tells more than they do.
package nogotest

import (
	"cmp"
	"encoding/gob"
	"fmt"
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/output"
)

// A Finding is a diagnostic. File names are absolute.
type Finding struct {
	Check    string // the name of the analyzer
	Category string
	Message  string
	Position token.Position
	Related  []output.Related
	Edits    []output.Edit // those of the first fix that is suggested
}

// Run analyzes the packages in dir that match the patterns, and all that they
// import, with env added to the environment of the go command. It returns the
// findings in the order of their positions, each once: nogo, for its part, repeats
// those of a package that has tests. The error is that of the first package that
// could not be analyzed.
func Run(dir string, patterns, env []string, analyzers []*analysis.Analyzer) ([]Finding, error) {
	if err := analysis.Validate(analyzers); err != nil {
		return nil, err
	}
	registerFacts(analyzers)
	goCommand := &goCommand{dir, env}
	target, err := goCommand.target()
	if err != nil {
		return nil, err
	}
	packages, err := goCommand.list(patterns)
	if err != nil {
		return nil, err
	}
	d := &driver{analyzers: analyzers, target: target, exports: map[string]string{}, facts: map[string][]byte{}}
	for _, p := range packages {
		d.exports[p.ImportPath] = p.Export
		if p.Standard || p.isTestMain() {
			continue
		}
		if err := d.analyze(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
		}
	}
	return sorted(d.findings), nil
}

// A driver stands for Bazel: it has the outputs of actions.
type driver struct {
	analyzers []*analysis.Analyzer
	target    target
	exports   map[string]string // files of export data, by package ID
	facts     map[string][]byte // by package ID
	findings  []Finding
}

// analyze runs the action of one package; those of its imports have run.
func (d *driver) analyze(p *listed) error {
	roots := d.analyzers
	if !p.inMain() {
		roots = factMakers(roots)
	}
	if len(roots) == 0 || len(p.CompiledGoFiles) == 0 {
		return nil
	}
	a := &action{
		listed:   p,
		target:   d.target,
		importer: newImporter(p, d.exports),
		steps:    map[*analysis.Analyzer]*step{},
	}
	if err := a.load(d.facts); err != nil {
		return err
	}
	if err := a.run(roots); err != nil {
		return err
	}
	data, err := a.facts.encode()
	if err != nil {
		return err
	}
	d.facts[p.ImportPath] = data
	if p.inMain() {
		d.findings = append(d.findings, a.findings(roots)...)
	}
	return nil
}

func registerFacts(analyzers []*analysis.Analyzer) {
	for _, a := range factMakers(analyzers) {
		for _, fact := range a.FactTypes {
			gob.Register(fact)
		}
	}
}

// factMakers returns the analyzers that make facts, among the given ones and those
// that they require.
func factMakers(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var makers []*analysis.Analyzer
	for _, a := range analyzers {
		for _, maker := range append(factMakers(a.Requires), a) {
			if len(maker.FactTypes) > 0 && !slices.Contains(makers, maker) {
				makers = append(makers, maker)
			}
		}
	}
	return makers
}

// sorted sorts findings and drops those that repeat the one before.
func sorted(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Position.Filename, b.Position.Filename),
			cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column),
			cmp.Compare(a.Check, b.Check),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(findings, func(a, b Finding) bool { return reflect.DeepEqual(a, b) })
}
