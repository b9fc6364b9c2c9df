// Package analyzer is the suite of sockvet's checks.
package analyzer

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/passes/portguess"
	"github.com/sockvet/sockvet/passes/portrace"
	"github.com/sockvet/sockvet/passes/sockdir"
	"github.com/sockvet/sockvet/passes/sockpath"
)

// checks lists the checks, in the order of their names. Drivers, plugins and the tests of
// the docs take them from here.
var checks = []Check{
	check(portguess.Analyzer, portguess.New),
	check(portrace.Analyzer, portrace.New),
	check(sockdir.Analyzer, sockdir.New),
	check(sockpath.Analyzer, sockpath.New),
}

// A Check is one check of the suite.
type Check struct {
	// Analyzer is the check with its defaults.
	Analyzer *analysis.Analyzer

	// New returns the check with the options that decode reads into its Config, which
	// decode gets a pointer to. The error is decode's.
	New func(decode func(config any) error) (*analysis.Analyzer, error)
}

func check[Config any](defaults *analysis.Analyzer, configured func(Config) *analysis.Analyzer) Check {
	return Check{
		Analyzer: defaults,
		New: func(decode func(any) error) (*analysis.Analyzer, error) {
			var config Config
			if err := decode(&config); err != nil {
				return nil, err
			}
			return configured(config), nil
		},
	}
}

// Checks returns all checks, in the order of their names.
func Checks() []Check { return slices.Clone(checks) }

// All returns the checks that are on by default, with their defaults, in the order of
// their names.
func All() []*analysis.Analyzer {
	var all []*analysis.Analyzer
	for _, c := range checks {
		all = append(all, c.Analyzer)
	}
	return all
}
