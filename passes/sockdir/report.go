package sockdir

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow"
	"github.com/sockvet/sockvet/internal/syntax"
)

// diagnostic words a finding.
func diagnostic(f *finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:      f.dir.Make,
		Category: f.Category,
		Message:  message(f),
		URL:      URL,
		Related:  related(f),
	}
	if call := syntax.CallAt(f.file, d.Pos); call != nil {
		d.Pos, d.End = call.Pos(), call.End()
	}
	return d
}

// message says in a sentence what the fault is.
func message(f *finding) string {
	dir := "directory " + f.name() + " of a Unix socket"
	if f.name() == "" {
		dir = "directory of a Unix socket"
	}
	if f.dir.Helper != "" {
		dir = fmt.Sprintf("%s that %s makes (%s)", dir, f.dir.Helper, f.dir.Origin)
	}
	switch f.Category {
	case CategorySocket:
		return fmt.Sprintf("%s is never removed: %s removes only what is in it", dir, f.partial[0].Name)
	case CategoryPath:
		return fmt.Sprintf("%s is not removed on every path", dir)
	case CategoryExit:
		return fmt.Sprintf("%s is not removed: its removal is deferred, and the process ends without it", dir)
	}
	return fmt.Sprintf("%s is never removed", dir)
}

// name returns the variable that holds the path of the directory, as the code
// spells it, or "".
func (f *finding) name() string {
	target := syntax.AssignedAt(f.file, f.dir.Make)
	if target == nil {
		return ""
	}
	return syntax.ShortName(target)
}

// related lists what the directory is there for, and where it stays.
func related(f *finding) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	for _, u := range f.sockets {
		add(u.Pos, "%s", use(u))
		if u.Role == sockflow.Bind && u.At != u.Pos && u.Sink != u.Name {
			add(u.At, "bound by %s", u.Sink)
		}
	}
	for _, r := range f.partial {
		add(r.Pos, "only what is in it is removed")
	}
	for _, l := range f.leaks {
		if l.Quits {
			add(l.Pos, "the process ends here, and nothing that is deferred runs")
		} else {
			add(l.Pos, "returns with the directory in place")
		}
	}
	for _, taker := range f.takers {
		add(taker.Make, "nor is it removed by the function that gets it here")
	}
	return all
}

// use says what a use of the directory is.
func use(u sockflow.Use) string {
	switch u.Role {
	case sockflow.Bind:
		return "a socket in it is bound by " + u.Name
	case sockflow.Named:
		return "a socket in it is named"
	}
	return "a socket in it is handed to " + u.Name
}

// explanation says what the check makes of a directory, and why.
func explanation(f *finding) analysis.Diagnostic {
	text := "no fault: " + f.why
	if f.Category != "" {
		text = "a fault of category " + f.Category
		if f.strict {
			text += ", for a strict check"
		}
	}
	d := analysis.Diagnostic{Pos: f.dir.Make, Category: CategoryExplain, Message: "explain: " + text}
	for _, r := range f.dir.Removals {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, Message: fmt.Sprintf("removed by %s: %+v", r.Name, r)})
	}
	for _, s := range f.dir.Trail {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: s.Pos, Message: s.What})
	}
	d.Related = append(d.Related, related(f)...)
	return d
}

// CategoryExplain is the category of the diagnostics that -sockdir.explain adds. They
// are no findings.
const CategoryExplain = "explain"
