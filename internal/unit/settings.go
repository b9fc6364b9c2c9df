package unit

import (
	"flag"

	"golang.org/x/tools/go/analysis"
)

// Settings returns, in a fixed order, what the results of the analyzers depend on that
// is in no package: the names of them and of those that they require, and the values of
// their flags.
func Settings(analyzers []*analysis.Analyzer) []string {
	var settings []string
	for _, a := range withRequired(analyzers) {
		settings = append(settings, a.Name)
		a.Flags.VisitAll(func(f *flag.Flag) {
			settings = append(settings, a.Name+"."+f.Name+"="+f.Value.String())
		})
	}
	return settings
}
