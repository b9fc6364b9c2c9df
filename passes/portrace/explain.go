package portrace

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// CategoryExplain is the category of the diagnostics that -portrace.explain
// adds. They are no findings.
const CategoryExplain = "explain"

// explain reports, for every socket that may be bound to port 0, what the check
// made of it and why, with all that was seen happen to it; and which functions were not
// followed to the end.
func (c *Config) explain(pass *analysis.Pass, flows *sockflow.Result) {
	for _, cut := range flows.Cuts {
		if syntax.FileAt(pass.Files, cut.Pos) == nil {
			continue
		}
		pass.Report(analysis.Diagnostic{
			Pos:      cut.Pos,
			Category: CategoryExplain,
			Message:  "explain: " + cut.Text,
		})
	}
	for _, e := range slices.Concat(flows.Endpoints, flows.Others) {
		pos := finding.Position(e)
		if syntax.FileAt(pass.Files, pos) == nil {
			continue
		}
		pass.Report(analysis.Diagnostic{
			Pos:      pos,
			Category: CategoryExplain,
			Message:  "explain: " + c.reason(pass, e),
			Related:  story(e),
		})
	}
}

// reason tells in a sentence what the check makes of e.
func (c *Config) reason(pass *analysis.Pass, e *ports.Endpoint) string {
	uses, category := verdict(pass, e)
	switch {
	case e.Served:
		return "no fault: the socket is served or kept, it holds no port for others"
	case !e.Proven:
		return "no fault: the socket is not known to be bound to port 0"
	case len(e.Uses) == 0 && e.Helper == "" && !e.Release.IsValid():
		return "no fault: the socket is not closed in sight"
	case len(e.Uses) == 0:
		return "no fault: nobody in sight gets the port after the socket is closed on all paths"
	case isOthers(pass, e, category):
		return "no fault of its own: " + e.Helper + " is reported where it closes the socket, in the same module"
	case category == CategoryMitigated && uses[0].Registered:
		return "mitigated: the port is entered in a registry, or drawn until it is free there"
	case category == CategoryMitigated && uses[0].Brief:
		return "mitigated: the socket is held until right before the process starts"
	case category == CategoryMitigated:
		return "mitigated: when the hand-off fails, a fresh port is tried"
	case category != "":
		return fmt.Sprintf("a fault of category %s: %s", category, useText(uses[0]))
	case slices.ContainsFunc(e.Uses, func(u ports.Use) bool { return u.Role == handoff.Dial }):
		return "no fault: the port is dialled and not known to be bound"
	}
	return "no fault: the port is handed only to code that cannot be seen into"
}

// story lists all that was seen happen to e, in the order of positions.
func story(e *ports.Endpoint) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, what string) {
		if pos.IsValid() {
			all = append(all, analysis.RelatedInformation{Pos: pos, Message: what})
		}
	}
	if e.Helper != "" {
		add(e.Bind, fmt.Sprintf("bound and closed by %s (%s)", e.Helper, e.Origin))
	} else {
		add(e.Bind, "bound")
		add(e.Read, "address read")
		add(e.Release, "closed")
	}
	for _, u := range e.Uses {
		add(u.Pos, "after the close, "+useText(u))
	}
	for _, s := range e.Trail {
		add(s.Pos, s.What)
	}
	slices.SortStableFunc(all, func(a, b analysis.RelatedInformation) int { return cmp.Compare(a.Pos, b.Pos) })
	return all
}

func useText(u ports.Use) string {
	text := "port " + outcomes[u.Role] + " " + handed(u)
	if u.Retried {
		text += ", and a fresh port is tried if that fails"
	}
	return text
}

var outcomes = map[handoff.Role]string{
	handoff.Bind:     "bound by",
	handoff.Process:  "passed to a process by",
	handoff.Env:      "put into the environment by",
	handoff.File:     "written to a file by",
	handoff.Dial:     "dialled by",
	handoff.Exported: "returned to other packages by",
	handoff.Unknown:  "given to code that cannot be seen into:",
}
