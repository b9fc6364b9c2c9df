package portrace

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/advice"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// diagnostic words a finding, with advice.
func diagnostic(f *finding.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:      finding.Position(f.Endpoint),
		Category: f.Category,
		Message:  message(f),
		URL:      URL,
		Related:  related(f),

		SuggestedFixes: f.Fix.Suggested(),
	}
	if do := advice.For(f); do != "" {
		d.Message += "; " + do
	}
	d.Pos, d.End = extent(f.File, d.Pos)
	return d
}

// extent returns where a finding about what happens at pos begins and ends; NoPos if
// the end is not known.
func extent(file *ast.File, pos token.Pos) (begin, end token.Pos) {
	if call := syntax.CallAt(file, pos); call != nil {
		return call.Pos(), call.End()
	}
	return pos, token.NoPos
}

// message says in a sentence what the fault is.
func message(f *finding.Finding) string {
	const danger = "another process can bind it first"
	port, after := f.Port(), " after it is closed"
	if f.Endpoint.Dialed {
		port, after = "a port where nobody answered", ""
	} else if closing := syntax.CallAt(f.File, f.Endpoint.Release); closing != nil && f.Endpoint.Helper == "" {
		after = " after " + types.ExprString(closing.Fun)
		if _, literal := closing.Fun.(*ast.FuncLit); literal {
			after = " after it is closed"
		}
	}
	use := f.Uses[0]
	if f.Endpoint.Dropped {
		return droppedMessage(f)
	}
	switch {
	case f.Endpoint.Helper != "" && use.Role == handoff.Exported:
		return fmt.Sprintf("%s returns a port that is no longer held (%s), and %s passes it on: %s", f.Endpoint.Helper, f.Endpoint.Origin, use.Name, danger)
	case f.Endpoint.Helper != "":
		return fmt.Sprintf("%s returns a port that is no longer held (%s), and it is handed to %s: %s", f.Endpoint.Helper, f.Endpoint.Origin, handed(use), danger)
	case use.Role == handoff.Exported:
		return fmt.Sprintf("%s is returned by %s%s: another process can bind it before the caller does", port, use.Name, after)
	}
	return fmt.Sprintf("%s is handed to %s%s: %s", port, handed(use), after, danger)
}

// droppedMessage is the message about a socket that is neither closed nor kept.
func droppedMessage(f *finding.Finding) string {
	const danger = "the garbage collector closes it at any time, and then another process can bind the port"
	use := f.Uses[0]
	port, given := f.Port(), "handed to "+handed(use)
	if use.Role == handoff.Exported {
		given = "returned by " + use.Name
	}
	if f.Endpoint.Helper != "" {
		return fmt.Sprintf("%s returns a port of a socket that nobody keeps (%s), and it is %s: %s", f.Endpoint.Helper, f.Endpoint.Origin, given, danger)
	}
	return fmt.Sprintf("%s is %s, and nobody keeps the socket: %s", port, given, danger)
}

// handed names who gets the port in a use. What has no name of its own goes without.
func handed(u ports.Use) string {
	switch {
	case u.Sink == "" || u.Sink == u.Name:
		return u.Name
	case u.Name == program.Literal || u.Name == program.LoopBody:
		return u.Sink
	}
	return u.Name + " (" + u.Sink + ")"
}

// related lists the way of the port: where it is bound, read, released and
// handed over.
func related(f *finding.Finding) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	e := f.Endpoint
	if e.Helper != "" {
		then := "and closes the socket"
		if e.Dropped {
			then = "and keeps no socket"
		}
		add(e.Bind, "%s %s %s (%s)", e.Helper, helperBindings[e.Probe], then, e.Origin)
	} else {
		add(e.Bind, "%s", bindingOf(e))
		add(e.Read, "address read")
		add(e.Release, "closed")
	}
	for _, u := range f.Uses {
		if u.Role == handoff.Exported {
			add(u.Pos, "returned by %s", u.Name)
			continue
		}
		add(u.Pos, "handed to %s", u.Name)
		if u.At != u.Pos && u.Sink != u.Name {
			add(u.At, "%s by %s", verbs[u.Role], u.Sink)
		}
	}
	return all
}

// bindingOf says how a free port is found: by port 0, or by trying ports in turn.
func bindingOf(e *ports.Endpoint) string {
	switch {
	case e.Dialed:
		return "dialled to see whether the port is free"
	case e.Probe:
		return "bound to see whether the port is free"
	}
	return "bound to port 0"
}

// helperBindings says the same of a helper.
var helperBindings = map[bool]string{false: "binds port 0, reads the port", true: "tries a port to see whether it is free"}

var verbs = map[handoff.Role]string{
	handoff.Bind:    "bound",
	handoff.Process: "passed to a process",
	handoff.Env:     "put into the environment",
	handoff.File:    "written to a file",
}
