package analyzer_test

import (
	"slices"
	"testing"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/internal/directive"
)

// TestDirectiveKnowsChecks: a comment for a check that directive does not know is
// reported as one for no check.
func TestDirectiveKnowsChecks(t *testing.T) {
	var names []string
	for _, a := range analyzer.All() {
		names = append(names, a.Name)
	}
	if !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(directive.Checks))) {
		t.Errorf("the checks are %q, directive.Checks %q", names, directive.Checks)
	}
}
