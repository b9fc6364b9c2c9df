package sockpath_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/passes/sockpath"
)

// A run analyzes all that the packages import, std included, and takes
// seconds. So there are few runs, of many packages each.

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockpath.Analyzer,
		// Must report.
		"report/long",
		"report/fixed",
		"report/removed",
		"report/abstract",
		"report/helper",
		"report/directive",

		// Must stay silent.
		"silent/long",
		"silent/fixed",
		"silent/removed",
		"silent/abstract",
		"silent/linux",
		"silent/dialled",
		"silent/helper",
		"silent/tests",
		"silent/directive",
		"silent/generated",
		"fake/server",
	)
}

func TestStrict(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockpath.New(sockpath.Config{Strict: true}), "report/strict")
}

func TestGenerated(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockpath.New(sockpath.Config{Generated: true}), "report/generated")
}

func TestExplain(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockpath.New(sockpath.Config{Explain: true}), "explain")
}

// TestFix has all the edits of a package applied, and compared with its golden
// files. The package never has none.
func TestFix(t *testing.T) {
	const never = "fix/never"
	packages := []string{"fix/own", "fix/remove", never}
	for _, result := range analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), sockpath.Analyzer, packages...) {
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
