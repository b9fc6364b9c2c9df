package sockdir

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/syntax"
)

// diagnostic words a finding.
func diagnostic(f *finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:      f.dir.Make,
		Category: f.Category,
		Message:  f.message(),
		URL:      URL,
		Related:  f.related(),

		SuggestedFixes: f.fix.Suggested(),
	}
	if call := syntax.CallAt(f.file, d.Pos); call != nil {
		d.Pos, d.End = call.Pos(), call.End()
	}
	return d
}

// message says in a sentence what the fault is, and what to do.
func (f *finding) message() string {
	text := "directory " + f.name() + "of a Unix socket"
	if m := f.dir.Maker; m != nil && m.Make != f.dir.Make || f.dir.Package != "" {
		text += fmt.Sprintf(" that %s makes", f.dir.Name)
	}
	if f.dir.Package != "" {
		text += " (" + f.dir.Origin + ")"
	}
	return text + " " + f.reason() + "; " + f.advice()
}

// name returns the variable that holds the path of the directory, as the code
// spells it, and a space; or "".
func (f *finding) name() string {
	target := syntax.AssignedAt(f.file, f.dir.Make)
	if target == nil || !f.dir.Path || syntax.ShortName(target) == "" {
		return ""
	}
	return syntax.ShortName(target) + " "
}

// reason says why the directory stays.
func (f *finding) reason() string {
	switch f.Category {
	case CategorySocket:
		if r := f.partial[0]; r.Full {
			return fmt.Sprintf("is never removed: %s fails, since there is a socket in it", r.Name)
		}
		return fmt.Sprintf("is never removed: %s removes only the socket", f.partial[0].Name)
	case CategoryExit:
		return fmt.Sprintf("stays: its removal is deferred, and %s ends the process", f.callee(f.leaks[0].Pos, "something"))
	case CategoryPath:
		if len(f.leaks) > 0 {
			text := fmt.Sprintf("is not removed on every path: it stays where %s on line %d", f.ends(f.leaks[0]), f.line(f.leaks[0].Pos))
			if closer := f.closer(); closer != "" && !f.leaks[0].Quits {
				text += ", and after " + closer
			}
			return text
		}
		return "is not removed on every path: it stays unless something fails"
	}
	if f.dir.Offered {
		return "is never removed: nobody calls the function that removes it"
	}
	return "is never removed, and stays when the socket is closed"
}

// callee returns the function that is called at pos, as the code spells it; name if
// that is none with a name.
func (f *finding) callee(pos token.Pos, name string) string {
	call := syntax.CallAt(syntax.FileAt(f.pass.Files, pos), pos)
	if call == nil {
		return name
	}
	if spelled := syntax.ShortName(call.Fun); spelled != "" {
		return spelled
	}
	return name
}

func (f *finding) ends(l dirs.Leak) string {
	if l.Quits {
		return f.callee(l.Pos, "something") + " ends the process"
	}
	return "the function returns"
}

func (f *finding) line(pos token.Pos) int { return f.pass.Fset.Position(pos).Line }

// related lists what the directory is there for, and where it stays.
func (f *finding) related() []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	add := func(pos token.Pos, format string, args ...any) {
		info := analysis.RelatedInformation{Pos: pos, Message: fmt.Sprintf(format, args...)}
		if pos.IsValid() && !slices.Contains(all, info) {
			all = append(all, info)
		}
	}
	for _, u := range f.sockets[:min(len(f.sockets), maxUses)] {
		if u.Role == handoff.Named {
			add(u.Pos, "the name of a socket is made of it")
			continue
		}
		add(u.Pos, "%s %s", verbs[u.Role], u.Name)
		if u.Role == handoff.Bind && u.At != u.Pos && u.Sink != u.Name {
			add(u.At, "bound by %s", u.Sink)
		}
	}
	for _, r := range f.partial {
		if r.Full {
			add(r.Pos, "not removed, since there is a socket in it")
		} else {
			add(r.Pos, "only the socket is removed")
		}
	}
	for i, l := range f.leaks[:min(len(f.leaks), maxPlaces)] {
		add(l.Pos, "%s, and the directory stays%s", f.ends(l), more(i, len(f.leaks)))
	}
	for i, taker := range f.takers[:min(len(f.takers), maxPlaces)] {
		add(taker.Make, "got here, and not removed%s", more(i, len(f.takers)))
	}
	return all
}

// maxUses bounds how many uses a finding lists: one is enough to know what the
// directory is for. maxPlaces bounds the places where it stays: a helper of tests can
// have dozens of callers.
const (
	maxUses   = 3
	maxPlaces = 5
)

// more tells, at the last of the places that are listed, that there are n.
func more(i, n int) string {
	if i+1 < maxPlaces || n <= maxPlaces {
		return ""
	}
	return fmt.Sprintf(" (%d of %d places are listed)", maxPlaces, n)
}

// verbs say what a use does with the path of a socket.
var verbs = map[handoff.Role]string{
	handoff.Bind:    "a socket in it is bound by",
	handoff.Process: "a socket in it is passed to a process by",
	handoff.Env:     "put into the environment by",
	handoff.File:    "a socket in it is written to a file by",
	handoff.Unknown: "a socket in it is handed to",
}
