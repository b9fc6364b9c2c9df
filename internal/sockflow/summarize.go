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

// maxRounds bounds how often a recursive function is analyzed over.
const maxRounds = 3

// summarize returns the summary of fn, computing it and those of its callees
// if need be. For a function that is being computed, which is one that calls
// itself, it returns what is known so far.
func (a *analyzer) summarize(fn *ssa.Function) *summary.Summary {
	if s, ok := a.summaries[fn]; ok {
		a.recursive[fn] = a.recursive[fn] || a.busy[fn]
		return s
	}
	s := &summary.Summary{Name: program.NameOf(fn)}
	a.summaries[fn] = s
	if len(fn.Blocks) == 0 {
		return s
	}
	outer := a.Budget.Enter()
	a.busy[fn] = true
	for range maxRounds {
		before := len(s.Flows) + len(s.Sources)
		*s = a.analyze(fn)
		if !a.recursive[fn] || len(s.Flows)+len(s.Sources) == before {
			break
		}
	}
	delete(a.busy, fn)
	a.Budget.Leave(outer)
	return s
}

// analyze computes the summary of fn, and on the way what becomes of the sockets and
// directories that it gets from its callees.
func (a *analyzer) analyze(fn *ssa.Function) summary.Summary {
	s := summary.Summary{Name: program.NameOf(fn)}
	sc := a.Scope(fn)
	a.Budget.Uncounted(func() { s.Flows = a.flowsOf(sc) })
	var sources summary.Sources
	for _, site := range sc.Sites {
		if site.Sum == nil {
			continue
		}
		for i, src := range site.Sum.Sources {
			if !a.Budget.Allows(fn, len(sources.List)) {
				s.Sources = sources.List
				return s
			}
			a.Budget.Spend(program.PerSource)
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
	return s
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
