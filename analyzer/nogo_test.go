package analyzer_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/nogotest"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/unit/unittest"
	"github.com/sockvet/sockvet/passes/portguess"
	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
	"github.com/sockvet/sockvet/passes/sockpath"
)

// TestNogo compares what a driver like nogo finds with what sockvet's own finds.
func TestNogo(t *testing.T) {
	helpers := []*analysis.Analyzer{portrace.New(portrace.Config{Fix: portrace.FixHelpers}), sockdir.Analyzer, sockpath.Analyzer, portguess.Analyzer}
	tests := []struct {
		module   string
		patterns []string
		tags     string
		checks   []*analysis.Analyzer
	}{
		{module: "sample"},
		{module: "dirfixes"},
		{module: "fixes"},
		{module: "helperfixes", checks: helpers},
		{module: "vendored"},
		{module: "workspace", patterns: []string{"./app/...", "./ports/..."}},
		{module: "cgo", tags: "integration"},
	}
	for _, test := range tests {
		t.Run(test.module, func(t *testing.T) {
			if test.checks == nil {
				test.checks = analyzer.All()
			}
			if test.patterns == nil {
				test.patterns = []string{"./..."}
			}
			compare(t, test.checks, &load.Options{
				Dir: filepath.Join("..", "testdata", test.module), Patterns: test.patterns, Tests: true, Tags: test.tags,
			})
		})
	}
}

// TestNogoHelpers has a helper, and a function of another package that passes its
// port on. Only the module tells that the helper is reported itself.
func TestNogoHelpers(t *testing.T) {
	compare(t, analyzer.All(), &load.Options{Patterns: []string{"./..."}, Dir: unittest.Module(t, `
-- go.mod --
module example.com/m
go 1.26
-- a/a.go --
package a
import "net"
func Free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
-- b/b.go --
package b
import "example.com/m/a"
func Port() (string, error) { return a.Free() }
`)})
}

// compare expects the same findings of both, some at least.
func compare(t *testing.T, checks []*analysis.Analyzer, opts *load.Options) {
	t.Helper()
	want := loaded(t, checks, opts)
	found, err := nogotest.Run(opts.Dir, opts.Patterns, []string{"GOFLAGS=-tags=" + opts.Tags}, checks)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, text(output.Finding{
			Check: f.Check, Category: f.Category, Message: f.Message, Position: f.Position, Related: f.Related,
		}, f.Edits))
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("nogo:\n%s\nsockvet:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// loaded returns what sockvet's own driver finds.
func loaded(t *testing.T, checks []*analysis.Analyzer, opts *load.Options) []string {
	t.Helper()
	suite := unit.Suite{Analyzers: checks, Trigger: func(analysis.Fact) (string, bool) { return "", true }}
	var stderr bytes.Buffer
	result, err := load.Run(suite, opts, &stderr)
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	if len(result.Problems) > 0 {
		t.Fatalf("problems: %q", result.Problems)
	}
	var all []string
	for _, f := range result.Findings {
		var edits []output.Edit
		if f.Fix != nil {
			edits = f.Fix.Edits
		}
		all = append(all, text(f, edits))
	}
	return all
}

func text(f output.Finding, edits []output.Edit) string {
	return fmt.Sprintf("%v: %s %s: %s %v %+v", f.Position, f.Check, f.Category, f.Message, f.Related, edits)
}
