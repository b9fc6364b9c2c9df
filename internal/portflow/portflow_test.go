package portflow_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/internal/portflow"
)

func TestFacts(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), portflow.Analyzer, "facts", "uses")
}
