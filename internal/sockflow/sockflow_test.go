package sockflow_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/sockvet/sockvet/internal/sockflow"
)

func TestFacts(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sockflow.Analyzer, "facts", "uses")
}
