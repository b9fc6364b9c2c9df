package unit

import "golang.org/x/tools/go/analysis"

// A Suite is what a driver runs.
type Suite struct {
	Analyzers []*analysis.Analyzer

	// Trigger reports whether a fact may make a package matter that uses what
	// it is about, and the last name of that: a package whose text has none of
	// those names can do without the facts. The name is "" if it is unknown.
	Trigger func(analysis.Fact) (name string, ok bool)
}
