package portrace_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
)

// TestAlone is Test as the command sees the packages: nobody imports them, so that only
// the functions are looked at that matter.
func TestAlone(t *testing.T) {
	run := bodies.Analyzer.Run
	defer func() { bodies.Analyzer.Run = run }()
	bodies.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
		path := pass.Pkg.Path()
		return &bodies.Bodies{Alone: strings.HasPrefix(path, "report/") || strings.HasPrefix(path, "silent/")}, nil
	}
	Test(t)
}
