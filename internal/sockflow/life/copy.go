package life

import (
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// CopiesOf returns the lifelines of the other descriptors that a function makes
// of a socket, by events: the socket is released when all of them are closed.
// ok is false if one of them gets out of sight: then it is never known to be.
func CopiesOf(a *trace.Follower, sc *program.Scope, events []trace.Event) (lines []*Line, ok bool) {
	for _, ev := range events {
		if ev.Role != sockapi.Duplicates {
			continue
		}
		line := CopyOf(a, sc, ev)
		if line == nil {
			return nil, false
		}
		lines = append(lines, line)
	}
	return lines, true
}

// CopyOf returns the lifeline of the descriptor that the event makes, nil if it
// leaves the function or is served.
func CopyOf(a *trace.Follower, sc *program.Scope, made trace.Event) *Line {
	if made.To.Root != summary.Result {
		return nil
	}
	t := a.NewTracer(sc)
	t.Deposit(claim.Claim{}, made.Site, made.To)
	changes := Since(made.Instr, Held)
	for _, ev := range t.Run() {
		switch ev.Role {
		case sockapi.Carries, sockapi.Serves, sockapi.Duplicates, summary.Keeps:
			return nil
		}
		changes.Note(ev)
	}
	return New(sc, Absent, changes)
}
