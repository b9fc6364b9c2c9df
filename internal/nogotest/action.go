package nogotest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// An action is the analysis of one package.
type action struct {
	*listed
	target   target
	importer *importer
	syntax   []*ast.File
	pkg      *types.Package
	info     *types.Info
	facts    *facts
	steps    map[*analysis.Analyzer]*step
}

// load parses and type-checks the package, and reads the facts of its imports.
func (a *action) load(facts map[string][]byte) error {
	files, err := a.files()
	if err != nil {
		return err
	}
	for _, name := range files {
		file, err := parser.ParseFile(a.importer.fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		a.syntax = append(a.syntax, file)
	}
	a.info = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Uses:         map[*ast.Ident]types.Object{},
		Defs:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	config := types.Config{GoVersion: a.target.goversion, Importer: a.importer}
	if a.pkg, err = config.Check(path(a.ImportPath), a.importer.fset, a.syntax, a.info); err != nil {
		return err
	}
	a.facts = newFacts(a.pkg)
	for _, id := range a.Imports {
		if err := a.facts.decode(facts[id], a.importer.packages); err != nil {
			return fmt.Errorf("facts of %s: %w", id, err)
		}
	}
	return nil
}

// A step is one analyzer, run over the package of an action.
type step struct {
	analyzer    *analysis.Analyzer
	requires    []*step
	once        sync.Once
	result      any
	err         error
	diagnostics []analysis.Diagnostic
}

// run runs the analyzers and those that they require, as far as they can at the
// same time.
func (a *action) run(analyzers []*analysis.Analyzer) error {
	var roots []*step
	for _, root := range analyzers {
		roots = append(roots, a.step(root))
	}
	return a.runAll(roots)
}

// step returns the step of an analyzer, of which there is one.
func (a *action) step(of *analysis.Analyzer) *step {
	if s := a.steps[of]; s != nil {
		return s
	}
	s := &step{analyzer: of}
	for _, required := range of.Requires {
		s.requires = append(s.requires, a.step(required))
	}
	a.steps[of] = s
	return s
}

func (a *action) runAll(steps []*step) error {
	var wg sync.WaitGroup
	for _, s := range steps {
		wg.Go(func() { s.once.Do(func() { a.runStep(s) }) })
	}
	wg.Wait()
	var errs []error
	for _, s := range steps {
		errs = append(errs, s.err)
	}
	return errors.Join(errs...)
}

func (a *action) runStep(s *step) {
	if s.err = a.runAll(s.requires); s.err != nil {
		return
	}
	defer func() {
		if cause := recover(); cause != nil {
			s.err = fmt.Errorf("%s: panic: %v", s.analyzer.Name, cause)
		}
	}()
	s.result, s.err = s.analyzer.Run(a.pass(s))
	if got, want := reflect.TypeOf(s.result), s.analyzer.ResultType; s.err == nil && got != want {
		s.err = fmt.Errorf("%s: the result is a %v, not a %v", s.analyzer.Name, got, want)
	}
}

// pass returns what nogo gives to an analyzer, and no more.
func (a *action) pass(s *step) *analysis.Pass {
	results := map[*analysis.Analyzer]any{}
	for _, required := range s.requires {
		results[required.analyzer] = required.result
	}
	mine := map[reflect.Type]bool{}
	for _, fact := range s.analyzer.FactTypes {
		mine[reflect.TypeOf(fact)] = true
	}
	return &analysis.Pass{
		Analyzer:          s.analyzer,
		Fset:              a.importer.fset,
		Files:             a.syntax,
		Pkg:               a.pkg,
		TypesInfo:         a.info,
		TypesSizes:        types.SizesFor("gc", a.target.goarch),
		ResultOf:          results,
		Report:            func(d analysis.Diagnostic) { s.diagnostics = append(s.diagnostics, d) },
		ImportObjectFact:  a.facts.importObject,
		ImportPackageFact: a.facts.importPackage,
		ExportObjectFact:  a.facts.exportObject,
		ExportPackageFact: a.facts.exportPackage,
		AllObjectFacts:    func() []analysis.ObjectFact { return a.facts.objects(mine) },
		AllPackageFacts:   func() []analysis.PackageFact { return a.facts.packages(mine) },
	}
}
