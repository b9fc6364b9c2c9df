package sockflow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// summarize returns the summary of fn, computing its sources and those of its callees
// if need be. For a function that is being computed, which is one that calls
// itself, it returns what is known so far.
func (a *analyzer) summarize(fn *ssa.Function) *summary.Summary {
	if s, ok := a.summaries[fn]; ok {
		a.recursive[fn] = a.recursive[fn] || a.busy[fn]
		return s
	}
	if len(fn.Blocks) == 0 {
		a.summaries[fn] = &summary.Summary{Name: program.NameOf(fn)}
		return a.summaries[fn]
	}
	s := summary.OfFunction(program.NameOf(fn), summary.Later{
		Flows:       func() []summary.Flow { return a.flowsOf(fn) },
		From:        func(at summary.Place) []summary.Flow { return a.partOf(fn, at) },
		Environment: func() []summary.Flow { return a.environmentOf(a.Scope(fn)) },
	})
	a.summaries[fn] = s
	outer := a.Budget.Enter()
	a.busy[fn] = true
	for range maxRounds {
		before := len(s.Sources)
		a.findSources(fn, s)
		if !a.recursive[fn] || len(s.Sources) == before {
			break
		}
	}
	delete(a.busy, fn)
	a.Budget.Leave(outer)
	if len(s.Sources) > 0 {
		a.WantUsers(fn)
		a.Want(a.Keepers(fn)...)
	}
	return s
}

// maxRounds bounds how often the sources of a recursive function are computed.
const maxRounds = 3

// findSources fills in s, the summary of fn, but for its flows, and finds out on the way what
// becomes of the sockets and directories that it gets from its callees.
func (a *analyzer) findSources(fn *ssa.Function, s *summary.Summary) {
	sc := a.Scope(fn)
	var sources summary.Sources
	for _, site := range sc.Sites {
		if site.Sum == nil {
			continue
		}
		for i, src := range site.Sum.Sources {
			if !a.Budget.Allows(fn, len(sources.List)) {
				s.Sources = sources.List
				return
			}
			a.Budget.Spend(budget.PerSource)
			if a.Conditions.Refuted(site, src.When...) {
				continue
			}
			for _, more := range a.subjects[src.Of].Follow(sc, site, i) {
				if more != nil {
					more.When = slices.Concat(a.Conditions.Of(site.Instr), a.Conditions.Lifted(site, src.When))
					sources.Add(more)
				}
			}
		}
	}
	s.Sources = sources.List
}

// getsEnvironment reports whether the callee at s gets something from the environment.
func getsEnvironment(s *program.Site) bool { return s.Sum != nil && len(s.Sum.Environment()) > 0 }

// flowsOf returns what fn does with its parameters and captured variables.
func (a *analyzer) flowsOf(fn *ssa.Function) (flows []summary.Flow) {
	outer := a.Budget.Enter()
	defer a.Budget.Leave(outer)
	var seeds []claim.Claim
	for i, p := range fn.Params {
		seeds = append(seeds, claim.Claim{Val: p, From: summary.Place{Root: summary.Param, Index: i}})
	}
	for i, v := range fn.FreeVars {
		seeds = append(seeds, claim.Claim{Val: v, From: summary.Place{Root: summary.Captured, Index: i}})
	}
	sc := a.Scope(fn)
	a.Budget.Uncounted(func() { flows = summary.WithoutShuffling(a.told(sc, a.NewTracer(sc).Whole().Run(seeds...))) })
	return flows
}

// environmentOf returns what the function of sc gets from the environment, and does with it.
func (a *analyzer) environmentOf(sc *program.Scope) (flows []summary.Flow) {
	if !slices.ContainsFunc(sc.Sites, getsEnvironment) {
		return nil
	}
	outer := a.Budget.Enter()
	defer a.Budget.Leave(outer)
	t := a.NewTracer(sc)
	t.Environment()
	a.Budget.Uncounted(func() { flows = a.told(sc, t.Run()) })
	return flows
}

// told returns what callers of the function of sc are told of what happens in it.
func (a *analyzer) told(sc *program.Scope, events []trace.Event) []summary.Flow {
	events = trace.WithoutRemade(events)
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
	if len(flows) > summary.MaxFlows {
		a.Budget.Note(sc.Fn, flowsBound)
	}
	return summary.Essential(flows)
}

// flowsBound is what bounds that.
var flowsBound = budget.Bound{Name: "MaxFlows", Most: summary.MaxFlows, Of: "things that callers of a function are told of"}
