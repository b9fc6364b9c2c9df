package portrace_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/passes/portrace"
)

// A run analyzes all that the packages import, std included, and takes
// seconds. So there are few runs, of many packages each.

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portrace.Analyzer,
		// Must report.
		"report/zero",
		"report/release",
		"report/sink",
		"report/helper",
		"report/flow",
		"report/spelling",
		"report/directive",
		"report/more",
		"report/noregistry",
		"report/probe",
		"report/fallback",
		"report/journey",
		"report/env",
		"report/reach",
		"report/overwritten",
		"report/program",
		"report/told",
		"report/refused",
		"report/callback",
		"report/variable",
		"report/unseen",
		"report/readback",
		"report/tested",
		"report/advice",
		"report/named",
		"report/wrapper",
		"report/preferred",
		"report/reserved",
		"report/counter",
		"report/condition",
		"report/dialer",
		"report/channel",
		"report/memory",
		"report/conduit",
		"report/first",
		"report/flags",
		"report/commandline",
		"report/dropped",
		"report/ended",
		"report/inherited",
		"report/handler",
		"report/choice",
		"fake/freeport",
		"fake/wrap",
		"fake/dropper",

		// Must stay silent.
		"silent/dead",
		"silent/dialer",
		"silent/channel",
		"silent/memory",
		"silent/dropped",
		"silent/ended",
		"silent/inherited",
		"silent/choice",
		"silent/directive",
		"silent/held",
		"silent/unrelated",
		"silent/unused",
		"silent/generated",
		"silent/cgo",
		"silent/vendored",
		"silent/retry",
		"silent/variable",
		"silent/restart",
		"silent/cells",
		"silent/client",
		"silent/keep",
		"silent/again",
		"silent/registry",
		"silent/counter",
		"silent/probe",
		"silent/fallback",
		"silent/journey",
		"silent/env",
		"silent/reach",
		"silent/overwritten",
		"silent/program",
		"silent/told",
		"silent/refused",
		"silent/unseen",
		"silent/readback",
		"silent/replaced",
		"silent/control",
		"silent/copied",
		"silent/text",
		"silent/instances",
		"silent/condition",
		"silent/conduit",
		"silent/first",
		"silent/flags",
		"silent/commandline",
		"silent/handler",
	)
}

func TestGenerated(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portrace.New(portrace.Config{Generated: true}), "report/generated")
}

func TestExplain(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portrace.New(portrace.Config{Explain: true}), "explain")
}

// TestFix has all the edits of a package applied, and compared with its golden
// files. The package never has none.
func TestFix(t *testing.T) {
	const never = "fix/never"
	packages := []string{"fix/listenandserve", "fix/server", "fix/tls", "fix/again", "fix/late", "fix/latepacket", "fix/hold", "fix/constants", "fix/comments", "fix/unused", "fix/shapes", "fix/dropped", never}
	for _, result := range analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), portrace.Analyzer, packages...) {
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

func TestFixHelpers(t *testing.T) {
	a := portrace.New(portrace.Config{Fix: portrace.FixHelpers})
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), a, "fix/helpers")
}
