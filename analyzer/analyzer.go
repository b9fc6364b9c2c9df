// Package analyzer is the suite of sockvet's checks.
package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
)

// All returns the checks that are on by default, in the order of their names.
func All() []*analysis.Analyzer {
	return []*analysis.Analyzer{portrace.Analyzer, sockdir.Analyzer}
}
