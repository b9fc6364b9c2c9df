package portrace_test

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/internal/fix/fixtest/program"
	"github.com/sockvet/sockvet/passes/portrace"
)

// TestModes checks that the fixes of helpers are given on top of all else: the findings
// are the same at the same positions, and each that has a fix by default has one.
func TestModes(t *testing.T) {
	both := &analysis.Analyzer{
		Name:     "modes",
		Doc:      "compares the findings of portrace with and without wide fixes",
		Requires: portrace.Analyzer.Requires,
		Run: func(pass *analysis.Pass) (any, error) {
			local, err := diagnose(pass, portrace.FixLocal)
			if err != nil {
				return nil, err
			}
			wide, err := diagnose(pass, portrace.FixHelpers)
			if err != nil {
				return nil, err
			}
			for _, fault := range compare(pass, local, wide) {
				pass.Reportf(token.NoPos, "%s: %s", pass.Pkg.Path(), fault)
			}
			return nil, nil
		},
	}
	for _, result := range analysistest.Run(unmoved{}, analysistest.TestData(), both, packages(t)...) {
		for _, d := range result.Diagnostics {
			t.Error(d.Message)
		}
	}
}

// TestModesOfPrograms checks the same of the programs of FuzzFix.
func TestModesOfPrograms(t *testing.T) {
	local, wide := newBench(t, portrace.FixLocal), newBench(t, portrace.FixHelpers)
	for _, data := range seeds() {
		name, text := program.New(data)
		less, err := local.Analyze(name, text)
		if err != nil {
			continue // see TestPrograms
		}
		all, err := wide.Analyze(name, text)
		if err != nil {
			t.Fatal(err)
		}
		if len(less.Findings) != len(all.Findings) {
			t.Errorf("%d findings, %d with helpers, in\n%s", len(less.Findings), len(all.Findings), text)
			continue
		}
		var edits []udiff.Edit
		for _, found := range all.Findings {
			edits = append(edits, found.Fix...)
		}
		for i, found := range less.Findings {
			if other := all.Findings[i]; found.Message != other.Message {
				t.Errorf("%s\n%s with helpers, in\n%s", found.Message, other.Message, text)
			}
			for _, e := range found.Fix {
				if !slices.Contains(edits, e) {
					t.Errorf("%s: another fix with helpers, in\n%s", found.Message, text)
				}
			}
		}
	}
}

// unmoved is a test that the comments of other tests, which say what they want, do not
// concern.
type unmoved struct{}

func (unmoved) Errorf(string, ...any) {}

// packages returns the import paths of all the test data.
func packages(t *testing.T) []string {
	root := filepath.Join(analysistest.TestData(), "src")
	var all []string
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			dir, _ := filepath.Rel(root, filepath.Dir(path))
			if dir = filepath.ToSlash(dir); len(all) == 0 || all[len(all)-1] != dir {
				all = append(all, dir)
			}
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d packages: %v", len(all), err)
	}
	return all
}

// diagnose returns what portrace reports in the package of pass.
func diagnose(pass *analysis.Pass, mode portrace.Fix) ([]analysis.Diagnostic, error) {
	a := portrace.New(portrace.Config{Fix: mode})
	var all []analysis.Diagnostic
	own := *pass
	own.Analyzer = a
	own.Report = func(d analysis.Diagnostic) { all = append(all, d) }
	_, err := a.Run(&own)
	return all, err
}

// compare says what is in local and not in wide, and what stands twice at one position.
func compare(pass *analysis.Pass, local, wide []analysis.Diagnostic) []string {
	var faults []string
	fault := func(format string, d analysis.Diagnostic) {
		faults = append(faults, fmt.Sprintf(format, pass.Fset.Position(d.Pos), d.Message))
	}
	edits := map[string]bool{}
	at := map[string]analysis.Diagnostic{}
	for _, d := range wide {
		key := fmt.Sprint(d.Pos, d.Message)
		if _, ok := at[key]; ok {
			fault("%s is reported twice: %s", d)
		}
		at[key] = d
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				edits[fmt.Sprint(e.Pos, e.End, string(e.NewText))] = true
			}
		}
	}
	for _, d := range local {
		key := fmt.Sprint(d.Pos, d.Message)
		if _, ok := at[key]; !ok {
			fault("%s is no finding with helpers: %s", d)
		}
		delete(at, key)
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				if !edits[fmt.Sprint(e.Pos, e.End, string(e.NewText))] {
					fault("%s has another fix with helpers: %s", d)
					break
				}
			}
		}
	}
	for _, d := range at {
		fault("%s is a finding with helpers only: %s", d)
	}
	return faults
}
