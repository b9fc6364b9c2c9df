package sockdir_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/passes/sockdir"
)

// A run analyzes all that the packages import, std included, and takes
// seconds. So there are few runs, of many packages each.

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockdir.Analyzer,
		// Must report.
		"report/never",
		"report/socket",
		"report/path",
		"report/exit",
		"report/helper",
		"report/name",
		"report/across",
		"report/directive",
		"report/registered",
		"report/boxed",
		"report/tmpdir",
		"report/swept",
		"report/rooted",
		"report/twice",
		"report/advice",
		"report/order",
		"report/current",
		"report/own",

		// Must stay silent.
		"silent/removed",
		"silent/twice",
		"silent/handed",
		"silent/other",
		"silent/field",
		"silent/helper",
		"silent/across",
		"silent/registered",
		"silent/boxed",
		"silent/parted",
		"silent/tmpdir",
		"silent/tmpmain",
		"silent/swept",
		"silent/sweptwalk",
		"silent/rooted",
		"silent/generated",
		"silent/directive",
		"silent/order",
		"silent/current",
		"silent/own",
		"fake/lender",
	)
}

func TestStrict(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockdir.New(sockdir.Config{Strict: true}), "report/strict")
}

func TestGenerated(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockdir.New(sockdir.Config{Generated: true}), "report/generated")
}

func TestExplain(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockdir.New(sockdir.Config{Explain: true}), "explain")
}

// TestPlaces: a helper that many call does not list them all.
func TestPlaces(t *testing.T) {
	for _, result := range analysistest.Run(t, analysistest.TestData(), sockdir.Analyzer, "report/many") {
		for _, d := range result.Diagnostics {
			var got []string
			for _, r := range d.Related {
				if strings.HasPrefix(r.Message, "got here") {
					got = append(got, r.Message)
				}
			}
			want := slices.Repeat([]string{"got here, and not removed"}, 4)
			want = append(want, "got here, and not removed (5 of 7 places are listed)")
			if !slices.Equal(got, want) {
				t.Errorf("related: %q, want %q", got, want)
			}
		}
	}
}

// TestFix has all the edits of a package applied, and compared with its golden
// files. The package never has none.
func TestFix(t *testing.T) {
	const never = "fix/never"
	packages := []string{"fix/cleanup", "fix/deferred", "fix/widen", "fix/testmain", "fix/testmainrun", "fix/must", "fix/ginkgo", "fix/dropped", never}
	for _, result := range analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), sockdir.Analyzer, packages...) {
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
