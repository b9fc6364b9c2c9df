package load_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

func TestFacts(t *testing.T) {
	for _, c := range unittest.Cases {
		t.Run(c.Name, func(t *testing.T) {
			dir := unittest.Module(t, c.Module)
			for _, noGate := range []bool{false, true} {
				result := run(t, unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{"./..."}, Tests: true, NoGate: noGate})
				if len(result.Problems) > 0 {
					t.Errorf("problems: %q", result.Problems)
				}
				if got := lines(dir, result.Findings); !slices.Equal(got, c.Want) {
					t.Errorf("NoGate %v:\ngot  %q\nwant %q", noGate, got, c.Want)
				}
			}
		})
	}
}

func run(t *testing.T, suite unit.Suite, opts *load.Options) *load.Result {
	t.Helper()
	var stderr bytes.Buffer
	result, err := load.Run(suite, opts, &stderr)
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	return result
}

// lines returns the findings as lines, with files relative to dir and without
// columns.
func lines(dir string, findings []output.Finding) []string {
	var lines []string
	for _, f := range findings {
		name, err := filepath.Rel(dir, f.Position.Filename)
		if err != nil {
			name = f.Position.Filename
		}
		lines = append(lines, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(name), f.Position.Line, f.Message))
	}
	slices.Sort(lines)
	return lines
}

const twoPackages = `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a
import "net"
func Open() { net.Listen("tcp", "") }
-- b/b.go --
package b
import "m/a"
func B() { a.Open() }
-- b/b_test.go --
package b
import "m/a"
func T() { a.Open() }
`

func TestOnlyPackagesAskedForAreReported(t *testing.T) {
	dir := unittest.Module(t, twoPackages)
	tests := []struct {
		opts load.Options
		want []string
	}{
		{load.Options{Patterns: []string{"./a"}, Tests: true}, nil},
		{load.Options{Patterns: []string{"./b"}, Tests: true}, []string{"b/b.go:3: Open listens", "b/b_test.go:3: Open listens"}},
		{load.Options{Patterns: []string{"./b"}}, []string{"b/b.go:3: Open listens"}},
		{load.Options{Patterns: []string{"./b", "./a", "m/b"}}, []string{"b/b.go:3: Open listens"}},
		{load.Options{Patterns: []string{"b/b.go"}}, []string{"b/b.go:3: Open listens"}},
	}
	for _, test := range tests {
		test.opts.Dir = dir
		result := run(t, unittest.Suite(), &test.opts)
		if got := lines(dir, result.Findings); !slices.Equal(got, test.want) {
			t.Errorf("%+v:\ngot  %q\nwant %q", test.opts, got, test.want)
		}
	}
}

func TestFactsOfStandardLibraryOnlyIfAskedFor(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m
import "net/http/httptest"
func M() { httptest.NewUnstartedServer(nil) }
`)
	for pattern, want := range map[string][]string{
		".":                 nil,
		"net/http/httptest": {"m.go:3: NewUnstartedServer listens"},
	} {
		result := run(t, unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{".", pattern}})
		if got := lines(dir, result.Findings); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}

func TestFailingAnalyzers(t *testing.T) {
	dir := unittest.Module(t, twoPackages)
	tests := []struct {
		name string
		run  func(*analysis.Pass) (any, error)
		want string
	}{
		{"error", func(*analysis.Pass) (any, error) { return nil, errors.New("disk full") }, "m/a: fails: disk full"},
		{"panic", func(*analysis.Pass) (any, error) { panic("no luck") }, "m/a: fails: panic: no luck"},
		{"result", func(*analysis.Pass) (any, error) { return 1, nil }, "m/a: fails: the result is a int, not a <nil>"},
		{"fact", func(pass *analysis.Pass) (any, error) {
			pass.ExportObjectFact(pass.Pkg.Imports()[0].Scope().Lookup("Listen"), new(unittest.Listens))
			return nil, nil
		}, "m/a: fails: made a fact"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite := unittest.Suite()
			fails := &analysis.Analyzer{Name: "fails", Doc: "fail", Run: test.run}
			suite.Analyzers = append(suite.Analyzers, fails)
			result := run(t, suite, &load.Options{Dir: dir, Patterns: []string{"./a"}})
			if len(result.Problems) != 1 || !strings.HasPrefix(result.Problems[0], test.want) {
				t.Errorf("got %q, want %q", result.Problems, test.want)
			}
		})
	}
}

// TestProblems has packages that the go command cannot load. What is said is what it says,
// once of all packages of which it says the same.
func TestProblems(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=mod")
	dir := unittest.Module(t, `
-- go.mod --
module m
go 1.26
require (
	example.org/one v1.0.0
	example.org/two v1.0.0
)
-- a/a.go --
package a
import _ "example.org/one/x"
import _ "example.org/one/y"
-- b/b.go --
package b
import _ "example.org/one/x"
import _ "example.org/two"
-- system/s.go --
//go:build plan9 && windows
package system
`)
	for pattern, want := range map[string][]string{
		"./system": {"package m/system: build constraints exclude all Go files in " + filepath.Join(dir, "system")},
		"./...":    {"a/a.go:2:8: module lookup disabled by GOPROXY=off\n\tso it is with 2 more of the packages that are imported"},
	} {
		result := run(t, unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{pattern}})
		if !slices.Equal(result.Problems, want) {
			t.Errorf("%s: problems %q, want %q", pattern, result.Problems, want)
		}
	}
}

// TestImportCycles has packages that import each other or themselves, and tests that
// import what imports their package. What has no part in that is checked.
func TestImportCycles(t *testing.T) {
	const ok = `
-- go.mod --
module m
go 1.26
-- ok/ok.go --
package ok
import "net"
func Open() { net.Listen("tcp", "") }
-- user/user.go --
package user
import "m/ok"
func U() { ok.Open() }
`
	tests := []struct {
		name, files, problem string
	}{
		{"own import", "-- a/a.go --\npackage a\nimport _ \"m/a\"\n",
			"package m/a\n\timports m/a: import cycle not allowed"},
		{"two", "-- a/a.go --\npackage a\nimport _ \"m/b\"\n-- b/b.go --\npackage b\nimport _ \"m/a\"\nimport _ \"m/ok\"\n",
			"package m/a\n\timports m/b\n\timports m/a: import cycle not allowed"},
		{"three, and an importer", "-- a/a.go --\npackage a\nimport _ \"m/b\"\n-- b/b.go --\npackage b\nimport _ \"m/c\"\n" +
			"-- c/c.go --\npackage c\nimport _ \"m/a\"\n-- z/z.go --\npackage z\nimport _ \"m/b\"\n",
			"package m/a\n\timports m/b\n\timports m/c\n\timports m/a: import cycle not allowed"},
		{"test of the package itself", "-- a/a.go --\npackage a\n-- a/a_test.go --\npackage a\nimport _ \"m/a\"\n",
			"package m/a\n\timports m/a: import cycle not allowed in test"},
		{"test by way of another", "-- a/a.go --\npackage a\n-- a/a_test.go --\npackage a\nimport _ \"m/b\"\n" +
			"-- b/b.go --\npackage b\nimport _ \"m/a\"\n",
			"package m/a\n\timports m/b\n\timports m/a: import cycle not allowed in test"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := unittest.Module(t, ok+test.files)
			for _, noGate := range []bool{false, true} {
				result := run(t, unittest.Suite(), &load.Options{Dir: dir, Patterns: []string{"./..."}, Tests: true, NoGate: noGate})
				if !slices.Contains(result.Problems, test.problem) {
					t.Errorf("NoGate %v: problems %q, want %q among them", noGate, result.Problems, test.problem)
				}
				if got, want := lines(dir, result.Findings), []string{"user/user.go:3: Open listens"}; !slices.Equal(got, want) {
					t.Errorf("NoGate %v: got %q, want %q", noGate, got, want)
				}
			}
		})
	}
}
