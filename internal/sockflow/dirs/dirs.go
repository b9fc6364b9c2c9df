package dirs

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// A Dirs are the temporary directories of a package.
type Dirs struct {
	*trace.Follower
	dirs map[dirKey]*Dir
}

// A dirKey tells the directories of a package apart: a source at a site.
type dirKey struct {
	instr ssa.Instruction
	index int
}

// New returns the directories of the program that f follows values through: none yet.
func New(f *trace.Follower) *Dirs { return &Dirs{f, map[dirKey]*Dir{}} }

// Finish finds the directories that go otherwise, follows those that functions
// leave in cells and in the environment, and tells how each one is left to others.
func (ds *Dirs) Finish() {
	ds.settleTemp()
	for _, d := range ds.dirs {
		ds.spread(d)
		for _, name := range d.variables {
			ds.inEnvironment(d, name)
		}
		for _, o := range d.outs {
			d.leave(o.Kind, ds.whom(d.fn, o.To))
		}
	}
}

// Sorted returns the directories in the order of their positions.
func (ds *Dirs) Sorted() []*Dir {
	all := slices.Collect(maps.Values(ds.dirs))
	slices.SortFunc(all, func(x, y *Dir) int { return cmp.Or(cmp.Compare(x.Make, y.Make), cmp.Compare(x.Origin, y.Origin)) })
	for _, d := range all {
		for _, twin := range d.twins {
			twin.Takers = d.Takers
		}
	}
	for _, d := range all {
		slices.SortFunc(d.Sockets, handoff.Compare)
		d.Sockets = slices.Compact(d.Sockets)
		slices.SortFunc(d.Takers, func(x, y *Dir) int { return cmp.Compare(x.Make, y.Make) })
	}
	return all
}

// Follow finds out what becomes of the directory that is source number i of the callee at
// site s, in the function of sc. It returns the source that the function's own callers see.
func (ds *Dirs) Follow(sc *program.Scope, s *program.Site, i int) []*summary.Source {
	return []*summary.Source{ds.followDir(sc, s, i)}
}
