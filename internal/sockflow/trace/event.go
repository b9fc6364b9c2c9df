package trace

import (
	"slices"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// WithoutRemade returns events without the removals of a directory that the function
// makes again after that, and without the making.
func WithoutRemade(events []Event) []Event {
	isRemade := func(ev Event) bool {
		return (ev.Role == sockapi.Removes || ev.Role == sockapi.Unlinks) && ev.Of == summary.Itself && ev.How == Now &&
			slices.ContainsFunc(events, func(other Event) bool {
				return other.Role == sockapi.MakesNamed && other.From == ev.From && ssacode.Dominates(ev.Instr, other.Instr)
			})
	}
	if !slices.ContainsFunc(events, func(ev Event) bool { return ev.Role == sockapi.MakesNamed }) {
		return events
	}
	var kept []Event
	for _, ev := range events {
		if ev.Role != sockapi.MakesNamed && !isRemade(ev) {
			kept = append(kept, ev)
		}
	}
	return kept
}

// OutsOf returns what callers see of the thing that events are about.
func OutsOf(events []Event) []summary.Out {
	var outs []summary.Out
	for _, ev := range events {
		if o := (summary.Out{Kind: ev.Of, To: ev.To, Says: ev.Says}); ev.Role == sockapi.Carries && !slices.Contains(outs, o) {
			outs = append(outs, o)
		}
	}
	return outs
}
