package scene

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/binds"
)

// maxPlaces bounds how many places a finding lists: a helper of tests can have dozens of
// callers.
const maxPlaces = 5

// Related lists where an address is bound, by all of the binds that a finding is about, and
// where it is handed on. what is what the finding calls it: a path, a port.
func (s *Scene) Related(what string, bound []*binds.Bind) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && len(all) < maxPlaces && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	for _, b := range bound {
		name := "bound by " + b.Name
		if b.Sink != "" && b.Sink != b.Name {
			name += ", with " + b.Sink
		}
		add(b.Pos, "%s", name)
	}
	for i := len(s.Way) - 1; i >= 0; i-- {
		if s.Way[i] != s.Where {
			add(s.Way[i], "the %s gets there by way of this call", what)
		}
	}
	return all
}
