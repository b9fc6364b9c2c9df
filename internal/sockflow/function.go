package sockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
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
				sources.add(a.dirs.Follow(sc, site, i))
				continue
			}
			sources.add(a.ports.Follow(sc, site, i))
			if src := a.ports.Probe(sc, site, i); src != nil && !asksAgain(sources.list, src) {
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
	var seeds []claim.Claim
	for i, p := range sc.Fn.Params {
		seeds = append(seeds, claim.Claim{Val: p, From: summary.Place{Root: summary.Param, Index: i}})
	}
	for i, v := range sc.Fn.FreeVars {
		seeds = append(seeds, claim.Claim{Val: v, From: summary.Place{Root: summary.Captured, Index: i}})
	}
	t := a.NewTracer(sc)
	t.Environment()
	events := trace.WithoutRemade(t.Run(seeds...))
	certain := life.CertainReleases(sc, events)
	var flows []summary.Flow
	seen := map[summary.Flow]bool{}
	for _, e := range events {
		f := e.Flow
		if summary.TraitOf(f.Role).Ends {
			if e.How == trace.Never {
				continue
			}
			f.Must = certain[life.EndOf(e)]
			f.Fail = f.Fail || !f.Must && ssacode.AfterError(e.Instr.Block())
		}
		if f.Role == sockapi.Duplicates {
			if copied := life.CopyOf(a.Follower, sc, e); copied != nil && copied.OnSuccess() == life.Released {
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
