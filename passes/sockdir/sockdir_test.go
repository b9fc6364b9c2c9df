package sockdir_test

import (
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

		// Must stay silent.
		"silent/removed",
		"silent/handed",
		"silent/other",
		"silent/field",
		"silent/helper",
	)
}

func TestStrict(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockdir.New(sockdir.Config{Strict: true}), "report/strict")
}
