//go:build go1.27

package portrace_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/passes/portrace"
)

// TestGo127 has code with what is new in Go 1.27: APIs of the table, and methods with
// type parameters.
func TestGo127(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portrace.Analyzer, "go127/report", "go127/silent")
}
