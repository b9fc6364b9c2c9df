package portrace

import (
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/portflow"
)

var Analyzer = &analysis.Analyzer{
	Name:     "portrace",
	Doc:      "check for ports that are released and then handed to somebody who binds them again",
	URL:      "https://github.com/sockvet/sockvet/blob/main/docs/portrace.md",
	Run:      run,
	Requires: []*analysis.Analyzer{portflow.Analyzer},
}

func run(pass *analysis.Pass) (any, error) { return nil, nil }
