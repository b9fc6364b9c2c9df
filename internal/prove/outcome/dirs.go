//go:build unix

package outcome

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/leftover"
)

// dir returns the verdict on a finding about a directory.
func (m *Matcher) dir(finding int, packages []*Package) Verdict {
	f := &m.findings[finding]
	v := Verdict{Outcome: NotReached, Finding: f, Reason: "no test binds a socket in the directory"}
	for _, pkg := range packages {
		var own []leftover.Dir
		for _, d := range pkg.Left {
			if m.births[finding].in(d.Made) {
				own = append(own, d)
			}
		}
		if len(own) > 0 {
			v.Outcome, v.Reason, v.Package = Proved, "", pkg.Path
			v.Dirs = append(v.Dirs, own...)
		}
	}
	if v.Outcome == Proved {
		return v
	}
	for _, pkg := range packages {
		if !m.bindsIn(finding, pkg) {
			continue
		}
		v.Outcome, v.Reason, v.Package = Clean, "it was removed each time", pkg.Path
		if pkg.Report.Last.Crashed {
			v.Outcome, v.Reason = FailedBefore, "the tests end before they are over without it, too"
		}
	}
	return v
}

// bindsIn reports whether a socket was bound in a directory of a finding.
func (m *Matcher) bindsIn(finding int, pkg *Package) bool {
	for _, e := range pkg.Report.Events {
		if e.Kind != event.Mkdir || !m.births[finding].in(e.Stack) {
			continue
		}
		for _, s := range pkg.Report.Events {
			if s.Kind == event.Unix && within(e.Address, s.Address) {
				return true
			}
		}
	}
	return false
}

func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != "." && filepath.IsLocal(rel)
}

// missedDirs returns the directories that stay and have no finding, those of a place
// together.
func (m *Matcher) missedDirs(packages []*Package) []Verdict {
	var all []Verdict
	at := map[string]int{} // in all, by place
	for _, pkg := range packages {
		if pkg.Report.Last.Crashed {
			continue // what removes them did not run
		}
		for _, d := range pkg.Left {
			stack := d.Made
			if stack == nil {
				stack = d.Bound
			}
			found := slices.ContainsFunc(m.indexes(), func(i int) bool {
				return m.findings[i].Check == sockdir && (m.births[i].in(stack) || d.Made == nil && m.mayBe(i, d))
			})
			if found {
				continue
			}
			f := m.roots.Place(stack)
			place := fmt.Sprint(f.File, ":", f.Line)
			if _, ok := at[place]; !ok {
				at[place] = len(all)
				all = append(all, Verdict{
					Outcome: Missed, Package: pkg.Path,
					Position: token.Position{Filename: f.File, Line: f.Line},
				})
			}
			v := &all[at[place]]
			v.Dirs = append(v.Dirs, d)
		}
	}
	return all
}

// mayBe reports whether a finding may be about a directory of which is known only where a
// socket was bound in it.
func (m *Matcher) mayBe(finding int, d leftover.Dir) bool {
	for _, r := range m.findings[finding].Related {
		if m.code.call(r.Position).in(d.Bound) {
			return true
		}
	}
	return m.code.function(m.findings[finding].Position).in(d.Bound)
}

func dirOf(file string) string { return filepath.Dir(file) }

// Short returns the position of a frame, with the name of its file alone.
func (m *Matcher) Short(f event.Frame) string {
	return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
}
