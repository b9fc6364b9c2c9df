package sockflow

import (
	"slices"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// withoutRemade returns events without the removals of a directory that the function
// makes again after that, and without the making.
func withoutRemade(events []event) []event {
	isRemade := func(ev event) bool {
		return (ev.Role == sockapi.Removes || ev.Role == sockapi.Unlinks) && ev.Of == summary.Itself && ev.how == now &&
			slices.ContainsFunc(events, func(other event) bool {
				return other.Role == sockapi.MakesNamed && other.From == ev.From && ssacode.Dominates(ev.instr, other.instr)
			})
	}
	if !slices.ContainsFunc(events, func(ev event) bool { return ev.Role == sockapi.MakesNamed }) {
		return events
	}
	var kept []event
	for _, ev := range events {
		if ev.Role != sockapi.MakesNamed && !isRemade(ev) {
			kept = append(kept, ev)
		}
	}
	return kept
}

// outsOf returns what callers see of the thing that events are about.
func outsOf(events []event) []summary.Out {
	var outs []summary.Out
	for _, ev := range events {
		if o := (summary.Out{Kind: ev.Of, To: ev.To, Says: ev.Says}); ev.Role == sockapi.Carries && !slices.Contains(outs, o) {
			outs = append(outs, o)
		}
	}
	return outs
}
