package main

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/portflow"
)

// harmless are the first words of the entries of a summary that no package
// needs to know unless it follows a port for another reason.
var harmless = []string{
	"carries", "formats", "reads", "releases", "may-release", "duplicates",
	"serves", "dials", "calls", "defers", "spawns", "exits",
}

// trigger tells the gate which facts count: those on functions that bind a
// port or hand one to somebody who may. See unit.Suite.
func trigger(fact analysis.Fact) (name string, ok bool) {
	summary, ok := fact.(*portflow.Summary)
	if !ok {
		return "", true
	}
	for entry := range strings.SplitSeq(summary.Text, "; ") {
		word, _, _ := strings.Cut(entry, " ")
		if !slices.Contains(harmless, word) {
			return summary.Name, true
		}
	}
	return summary.Name, false
}
