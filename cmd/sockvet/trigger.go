package main

import (
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// trigger tells the gate which facts count. See unit.Suite.
func trigger(fact analysis.Fact) (name string, ok bool) {
	summary, ok := fact.(*summary.Fact)
	if !ok {
		return "", true
	}
	return summary.Name, summary.Triggers()
}
