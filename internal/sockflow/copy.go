package sockflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// copiesOf returns the lifelines of the other descriptors that a function makes
// of a socket, by events: the socket is released when all of them are closed.
// ok is false if one of them gets out of sight: then it is never known to be.
func (a *ports) copiesOf(sc *program.Scope, events []event) (lines []*lifeline, ok bool) {
	for _, ev := range events {
		if ev.Role != sockapi.Duplicates {
			continue
		}
		line := a.copyOf(sc, ev)
		if line == nil {
			return nil, false
		}
		lines = append(lines, line)
	}
	return lines, true
}

// copyOf returns the lifeline of the descriptor that the event makes, nil if it
// leaves the function or is served.
func (a *ports) copyOf(sc *program.Scope, made event) *lifeline {
	if made.To.Root != summary.Result {
		return nil
	}
	t := a.newTracer(sc)
	t.deposit(fact{}, made.site, made.To)
	changes := map[ssa.Instruction][]change{made.instr: {{born: held}}}
	for _, ev := range t.trace() {
		switch ev.Role {
		case sockapi.Carries, sockapi.Serves, sockapi.Duplicates, summary.Keeps:
			return nil
		}
		noteRelease(changes, ev)
	}
	return newLifeline(sc, absent, changes)
}
