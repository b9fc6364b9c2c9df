package portguess_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/passes/portguess"
)

// A run analyzes all that the packages import, std included, and takes
// seconds. So there are few runs, of many packages each.

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portguess.Analyzer,
		// Must report.
		"report/fixed",
		"report/helper",
		"report/random",
		"report/sequence",
		"report/directive",

		// Must stay silent.
		"silent/fixed",
		"silent/random",
		"silent/sequence",
		"silent/retried",
		"silent/dialled",
		"silent/program",
		"silent/directive",
		"silent/generated",
	)
}

func TestStrict(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portguess.New(portguess.Config{Strict: true}), "report/strict")
}

func TestGenerated(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portguess.New(portguess.Config{Generated: true}), "report/generated")
}

func TestExplain(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portguess.New(portguess.Config{Explain: true}), "explain")
}

// TestFix has all the edits of a package applied, and compared with its golden
// files. The package never has none.
func TestFix(t *testing.T) {
	const never = "fix/never"
	for _, result := range analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), portguess.Analyzer, "fix/zero", never) {
		if result.Pass == nil || result.Pass.Pkg.Path() != never {
			continue
		}
		for _, d := range result.Diagnostics {
			if len(d.SuggestedFixes) > 0 {
				t.Errorf("%s: has a fix: %s", result.Pass.Fset.Position(d.Pos), d.SuggestedFixes[0].Message)
			}
		}
	}
}
