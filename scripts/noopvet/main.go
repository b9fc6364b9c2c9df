// The noopvet command is a tool for go vet that looks for nothing. Its cost is
// what go vet and unitchecker take before any check of theirs begins: it is what
// sockvet is measured against. What go vet alone takes, scripts/floorvet shows.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name:      "noop",
		Doc:       "look for nothing",
		Run:       func(*analysis.Pass) (any, error) { return nil, nil },
		FactTypes: []analysis.Fact{(*none)(nil)}, // so that dependencies are analyzed too
	})
}

type none struct{}

func (*none) AFact() {}
