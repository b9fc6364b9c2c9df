//go:build unix

package outcome

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/sockvet/sockvet/internal/prove/event"
)

// Beyond returns the folders of the code that is to blame for what has no finding: one in a
// package that was not asked for may be about it.
func (m *Matcher) Beyond(verdicts []Verdict) []string {
	dirs := map[string]bool{}
	note := func(stack event.Stack) {
		for _, f := range stack {
			if m.roots.own(f) {
				dirs[filepath.Dir(f.File)] = true
			}
		}
	}
	for _, v := range verdicts {
		if v.Finding != nil {
			continue
		}
		if v.Port != nil {
			note(v.Port.Bind)
		}
		for _, d := range v.Dirs {
			note(d.Made)
			note(d.Bound)
		}
	}
	return slices.Sorted(maps.Keys(dirs))
}
