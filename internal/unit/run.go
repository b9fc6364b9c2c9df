package unit

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
)

// A Diagnostic is what an analyzer reported.
type Diagnostic struct {
	Analyzer *analysis.Analyzer
	analysis.Diagnostic
}

// An Uncheckable is the error of a package that does not compile.
type Uncheckable struct{ error }

// Unwrap returns the error of go/types.
func (e *Uncheckable) Unwrap() error { return e.error }

// A Noter is a result of an analyzer that has something to say to the user which is
// neither a finding nor an error, such as that it did not look at everything: notes, and
// details for those who want to know all.
type Noter interface {
	Notes() []string
	Details() []string
}

// Run runs the analyzers, and those that they require, over a unit that was
// checked, and returns the diagnostics of the former. Facts are taken from and
// put into facts. What results have to say goes to the unit's notes and details. The error
// is that of the first analyzer that failed or panicked, or that of a body which does not
// compile.
//
// Analyzers that do not require [bodies.Analyzer] find everything type-checked.
func (u *Unit) Run(analyzers []*analysis.Analyzer, facts *Facts) ([]Diagnostic, error) {
	var diagnostics []Diagnostic
	results := map[*analysis.Analyzer]any{}
	for _, a := range withRequired(analyzers) {
		if a == bodies.Analyzer {
			results[a] = u.bodies
			continue
		}
		if !slices.Contains(a.Requires, bodies.Analyzer) {
			if err := u.bodies.All(); err != nil {
				return nil, &Uncheckable{err}
			}
		}
		pass := u.pass(a, results)
		facts.install(pass)
		pass.Report = func(d analysis.Diagnostic) {
			if slices.Contains(analyzers, a) {
				diagnostics = append(diagnostics, Diagnostic{a, d})
			}
		}
		result, err := run(pass)
		if fault := u.bodies.Err(); fault != nil {
			return nil, &Uncheckable{fault}
		}
		if err == nil {
			err = facts.misuse
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", u.ID, a.Name, err)
		}
		results[a] = result
		if noter, ok := result.(Noter); ok {
			u.Notes = append(u.Notes, noter.Notes()...)
			u.Details = append(u.Details, noter.Details()...)
		}
	}
	return diagnostics, nil
}

func (u *Unit) pass(a *analysis.Analyzer, results map[*analysis.Analyzer]any) *analysis.Pass {
	resultOf := map[*analysis.Analyzer]any{}
	for _, required := range a.Requires {
		resultOf[required] = results[required]
	}
	return &analysis.Pass{
		Analyzer:     a,
		Fset:         u.Fset,
		Files:        u.Files,
		OtherFiles:   u.OtherFiles,
		IgnoredFiles: u.IgnoredFiles,
		Pkg:          u.Types,
		TypesInfo:    u.Info,
		TypesSizes:   u.Sizes,
		ResultOf:     resultOf,
		Module:       u.Module,
		ReadFile:     u.readFile,
	}
}

// run runs one analyzer. A panic is an error: one package that an analyzer
// can't stomach must not hide what the others have to say.
func run(pass *analysis.Pass) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	result, err = pass.Analyzer.Run(pass)
	if err != nil {
		return nil, err
	}
	if got, want := reflect.TypeOf(result), pass.Analyzer.ResultType; got != want {
		return nil, fmt.Errorf("the result is a %v, not a %v", got, want)
	}
	return result, nil
}

// readFile reads a file of the package, and no other: drivers know no other
// inputs. Positions in a Go file are about the text that was parsed, so that is
// what analyzers get.
func (u *Unit) readFile(name string) ([]byte, error) {
	if source := u.Source(name); source != nil {
		return slices.Clone(source), nil
	}
	for _, files := range [][]string{u.OtherFiles, u.IgnoredFiles} {
		if slices.Contains(files, name) {
			return u.read(name)
		}
	}
	return nil, fmt.Errorf("%s is no file of %s", name, u.ID)
}

// withRequired returns the analyzers and all that they require, each once and
// after those that it requires.
func withRequired(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var sorted []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var visit func([]*analysis.Analyzer)
	visit = func(analyzers []*analysis.Analyzer) {
		for _, a := range analyzers {
			if !seen[a] {
				seen[a] = true
				visit(a.Requires)
				sorted = append(sorted, a)
			}
		}
	}
	visit(analyzers)
	return sorted
}

// FactMakers returns the analyzers, among the given ones and those that they
// require, that have to run on a package whose diagnostics nobody wants.
func FactMakers(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var makers []*analysis.Analyzer
	for _, a := range withRequired(analyzers) {
		if len(a.FactTypes) > 0 {
			makers = append(makers, a)
		}
	}
	return makers
}
