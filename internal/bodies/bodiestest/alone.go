// Package bodiestest has tests run as the command sees packages that nobody imports.
package bodiestest

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
)

// Alone has nobody import the packages in the given folders until the test ends, so that
// only the functions in them are looked at that matter.
func Alone(t *testing.T, folders ...string) {
	t.Helper()
	run := bodies.Analyzer.Run
	t.Cleanup(func() { bodies.Analyzer.Run = run })
	bodies.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
		folder, _, _ := strings.Cut(pass.Pkg.Path(), "/")
		return &bodies.Bodies{Alone: slices.Contains(folders, folder)}, nil
	}
}
