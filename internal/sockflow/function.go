package sockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// analyze computes the summary of fn, and on the way what becomes of the
// endpoints that it gets from its callees.
func (a *analyzer) analyze(fn *ssa.Function) summary.Summary {
	s := summary.Summary{Name: program.NameOf(fn)}
	sc := a.Scope(fn)
	a.Budget.Uncounted(func() { s.Flows = a.flowsOf(sc) })
	var sources sourceSet
	for _, site := range sc.Sites {
		if site.Sum == nil {
			continue
		}
		for i := range site.Sum.Sources {
			if !a.Budget.Allows(fn, len(sources.list)) {
				s.Sources = sources.list
				return s
			}
			a.Budget.Spend(program.PerSource)
			if site.Sum.Sources[i].Of == summary.Dirs {
				sources.add(a.dirs.follow(sc, site, i))
				continue
			}
			sources.add(a.ports.follow(sc, site, i))
			if src := a.ports.probe(sc, site, i); src != nil && !asksAgain(sources.list, src) {
				sources.add(src)
			}
		}
	}
	s.Sources = sources.list
	return s
}

// asksAgain reports whether src asks about a port that one of the sources asks
// about too, as those do that try both TCP and UDP.
func asksAgain(sources []summary.Source, src *summary.Source) bool {
	return src.Asks.Root != summary.Nowhere && slices.ContainsFunc(sources, func(s summary.Source) bool { return s.Asks == src.Asks })
}

// flowsOf returns what fn does with its parameters and captured variables.
func (a *analyzer) flowsOf(sc *program.Scope) []summary.Flow {
	var seeds []trace.Claim
	for i, p := range sc.Fn.Params {
		seeds = append(seeds, trace.Claim{Val: p, From: summary.Place{Root: summary.Param, Index: i}})
	}
	for i, v := range sc.Fn.FreeVars {
		seeds = append(seeds, trace.Claim{Val: v, From: summary.Place{Root: summary.Captured, Index: i}})
	}
	t := a.NewTracer(sc)
	t.Environment()
	events := trace.WithoutRemade(t.Run(seeds...))
	certain := certainReleases(sc, events)
	var flows []summary.Flow
	seen := map[summary.Flow]bool{}
	for _, e := range events {
		f := e.Flow
		if summary.TraitOf(f.Role).Ends {
			if e.How == trace.Never {
				continue
			}
			f.Must = certain[thing{f.Role, f.From, f.Of}]
			f.Fail = f.Fail || !f.Must && ssacode.AfterError(e.Instr.Block())
		}
		if f.Role == sockapi.Duplicates {
			if copied := copyOf(a.Follower, sc, e); copied != nil && copied.onSuccess() == released {
				continue
			}
			f.To = summary.Place{}
		}
		if !seen[f] {
			seen[f] = true
			flows = append(flows, f)
		}
	}
	return summary.Essential(flows)
}

// A thing is what a function does to something that its callers share with it.
type thing struct {
	role sockapi.Role
	from summary.Place
	of   summary.Kind
}

// certainReleases returns what a function closes or removes on every path on which there is
// something to close.
func certainReleases(sc *program.Scope, events []trace.Event) map[thing]bool {
	ends := map[thing][]trace.Event{}
	for _, e := range events {
		if this := (thing{e.Role, e.From, e.Of}); summary.TraitOf(e.Role).Ends {
			ends[this] = append(ends[this], e)
		}
	}
	certain := map[thing]bool{}
	for this, list := range ends {
		changes := map[ssa.Instruction][]change{}
		for _, e := range list {
			noteRelease(changes, e)
		}
		certain[this] = newLifeline(sc, held, changes).atReturns() == released
	}
	return certain
}

func noteRelease(changes map[ssa.Instruction][]change, e trace.Event) {
	if !summary.TraitOf(e.Role).Ends || e.How == trace.Never {
		return
	}
	c := change{rel: released, end: e.How, each: e.Each}
	if !e.Must {
		c.rel = unsure
	}
	changes[e.Instr] = append(changes[e.Instr], c)
}

// atReturns returns the state of the socket where the function returns.
func (l *lifeline) atReturns() life {
	s := absent
	for _, ret := range ssacode.Returns(l.Fn) {
		s = s.merge(l.at(ret))
	}
	return s
}

// atExits returns the state of the socket where the function ends otherwise, as
// TestMain does with os.Exit.
func (l *lifeline) atExits() life {
	s := absent
	for _, block := range l.Fn.Blocks {
		if len(block.Succs) == 0 {
			s = s.merge(l.at(ssacode.Last(block)))
		}
	}
	return s
}

// onSuccess returns the state of the socket where the function returns and does
// not report an error of its own making.
func (l *lifeline) onSuccess() life {
	s := absent
	for _, ret := range ssacode.Returns(l.Fn) {
		if !ssacode.Fails(ret) {
			s = s.merge(l.at(ret))
		}
	}
	return s
}
