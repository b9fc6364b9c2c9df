package ports

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// Ports are the sockets of a package that are bound to port 0.
type Ports struct {
	*trace.Follower
	endpoints map[endpointKey]*Endpoint
	made      []*Endpoint            // all of them, in the order in which they were met
	starters  map[*ssa.Function]bool // whether a function starts something
	left      []inheritance
	launchers map[*ssa.Function]bool // whether a function starts a process
	repeated  map[*ssa.Function]bool // nil until it is needed, see isRepeated
	held      map[*ssa.Function]bool // by exported variables; nil until it is needed, see isShared
}

// New returns the ports of the program that f follows values through: none yet.
func New(f *trace.Follower) *Ports {
	return &Ports{Follower: f, endpoints: map[endpointKey]*Endpoint{}, starters: map[*ssa.Function]bool{}, launchers: map[*ssa.Function]bool{}}
}

// An endpointKey tells the endpoints of a package apart: a source at a site.
type endpointKey struct {
	instr ssa.Instruction
	index int
	probe bool
}

// Follow finds out what becomes of the socket that is source number i of the callee at site
// s, and of its port, in the function of sc. It returns the sources that the function's own
// callers see: of a socket that is bound to port 0, and of one that probes for a free port.
func (ps *Ports) Follow(sc *program.Scope, s *program.Site, i int) []*summary.Source {
	if s.Sum.Sources[i].Picks.Root != summary.Nowhere {
		return ps.pick(sc, s, i)
	}
	return []*summary.Source{ps.followSocket(sc, s, i), ps.probe(sc, s, i)}
}

// Finish follows the ports that functions leave in variables and fields, in the environment
// and in files, and notes which ones other packages get.
func (ps *Ports) Finish() {
	ps.spread()
	for _, i := range ps.left {
		ps.settle(i)
	}
	ps.noteExported()
}

// Sorted returns the endpoints whose port outlives them, in the order of their positions,
// and the others.
func (ps *Ports) Sorted() (all, others []*Endpoint) {
	for _, e := range ps.made {
		if len(e.Uses) == 0 || !e.Proven || e.Served {
			others = append(others, e)
			continue
		}
		ps.noteRetries(e)
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(x, y *Endpoint) int {
		return cmp.Or(cmp.Compare(x.Bind, y.Bind), cmp.Compare(x.Release, y.Release), cmp.Compare(x.Origin, y.Origin))
	})
	all = merge(all)
	for _, e := range all {
		slices.SortFunc(e.Uses, func(x, y Use) int { return handoff.Compare(x.Use, y.Use) })
		e.Uses = slices.Compact(e.Uses)
	}
	return all, others
}

// noteRetries notes which uses are retried: all those of a port that was drawn
// where a failing one leads back to, and binds that fall back to another port.
func (ps *Ports) noteRetries(e *Endpoint) {
	again := map[ssa.Instruction]bool{}
	for _, u := range e.Uses {
		if ps.retried(u.attempt, 0) {
			again[u.attempt.Got] = true
		}
	}
	for i, u := range e.Uses {
		e.Uses[i].Retried = again[u.attempt.Got] || u.Role == handoff.Bind && ps.FallsBack(u.attempt.Handed)
	}
}

// merge joins endpoints that one call of a helper yields, which are next to
// each other: to the caller they are one.
func merge(endpoints []*Endpoint) []*Endpoint {
	var merged []*Endpoint
	for _, e := range endpoints {
		if n := len(merged); n > 0 && e.Helper != "" && merged[n-1].Helper == e.Helper && merged[n-1].Bind == e.Bind {
			merged[n-1].Uses = append(merged[n-1].Uses, e.Uses...)
			continue
		}
		merged = append(merged, e)
	}
	return merged
}
