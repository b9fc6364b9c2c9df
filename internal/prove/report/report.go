//go:build unix

// Package report prints what came of a run of sockvet prove.
package report

import (
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove"
	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/outcome"
)

// A Report is a result, and where it is printed.
type Report struct {
	*prove.Result
	Dir     string // absolute; files below it are named relative to it
	Version string // of sockvet
}

// Proves reports whether something is proved, or was missed.
func (r *Report) Proves() bool {
	return slices.ContainsFunc(r.Verdicts, func(v outcome.Verdict) bool {
		return v.Outcome == outcome.Proved || v.Outcome == outcome.Missed
	})
}

// Text prints a line for each verdict, and below those that are proved the way of the
// port, and at the end how many there are of each outcome. The error is that of writing.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	counts := map[outcome.Outcome]int{}
	findings := 0
	for _, v := range r.Verdicts {
		counts[v.Outcome]++
		if v.Finding != nil {
			findings++
		}
		output.Line(&b, "", "%s: %s: %s", r.position(where(v)), v.Outcome, tell(v))
		for _, s := range r.steps(v) {
			output.Line(&b, "\t", "%s: %s", r.position(s.at), s.text)
		}
		if v.Proof != nil && v.Reason != "" {
			output.Line(&b, "\t", "%s", v.Reason)
		}
		if v.Fix != nil {
			output.Line(&b, "\t", "%s: %s", fixWords[v.Fix.State], v.Fix.Reason)
		}
	}
	for _, p := range r.Packages {
		for _, test := range sorted(p.Report.Random) {
			output.Line(&b, "", "%s: %s has failed once, and passes with the same ports taken: %s", p.Path, test, p.Report.Random[test])
		}
		for _, test := range sorted(p.Report.Strange) {
			output.Line(&b, "", "%s: %s fails with ports taken, and no port is to blame: %s", p.Path, test, p.Report.Strange[test])
		}
		if p.Report.Open {
			output.Line(&b, "", "%s: not done after %d rounds; -rounds allows more", p.Path, p.Report.Rounds)
		}
	}
	fmt.Fprintln(&b, summary(findings, counts))
	_, err := io.WriteString(w, b.String())
	return err
}

func summary(findings int, counts map[outcome.Outcome]int) string {
	text := fmt.Sprintf("%d findings", findings)
	if findings == 1 {
		text = "1 finding"
	}
	sep := ": "
	for _, o := range []outcome.Outcome{outcome.Proved, outcome.Closes, outcome.Copes, outcome.Clean, outcome.NotReached, outcome.FailedBefore, outcome.Unsettled, outcome.Missed} {
		if counts[o] > 0 {
			text += fmt.Sprintf("%s%d %s", sep, counts[o], o)
			sep = ", "
		}
	}
	return text
}

// where returns the position of a verdict.
func where(v outcome.Verdict) token.Position {
	if v.Finding != nil {
		return v.Finding.Position
	}
	return v.Position
}

// tell returns a verdict in words.
func tell(v outcome.Verdict) string {
	switch {
	case len(v.Dirs) > 0:
		bytes := int64(0)
		for _, d := range v.Dirs {
			bytes += d.Bytes
		}
		if len(v.Dirs) == 1 {
			return fmt.Sprintf("a directory with %d bytes stays after the tests of %s", bytes, v.Package)
		}
		return fmt.Sprintf("%d directories with %d bytes stay after the tests of %s", len(v.Dirs), bytes, v.Package)
	case v.Proof != nil:
		return fmt.Sprintf("%s (%s) fails: %s", v.Proof.Test, v.Package, v.Proof.Line)
	}
	return v.Reason
}

var fixWords = map[outcome.FixState]string{
	outcome.FixHelps: "fixed", outcome.FixFails: "fixed in vain", outcome.NoFix: "not fixed",
}

type step struct {
	at   token.Position
	text string
}

// steps returns the way of the port of a proof.
func (r *Report) steps(v outcome.Verdict) []step {
	if v.Proof == nil {
		return nil
	}
	steps := []step{
		{r.place(v.Port.Bind), "bound to port 0 (" + v.Port.Network + ")"},
		r.closed(v),
	}
	switch by := v.Proof.By; {
	case by == nil:
		steps = append(steps, step{where(v), "nobody was seen to bind it: another process may have tried to"})
	case by.Kind == event.InUse:
		steps = append(steps, step{r.place(by.Stack), "bound again (" + by.Network + "): address already in use"})
	default:
		steps = append(steps, step{r.place(by.Stack), "dialled (" + by.Network + "): connection refused"})
	}
	return steps
}

// closed tells where the socket was closed, which may be the garbage collector's doing.
func (r *Report) closed(v outcome.Verdict) step {
	if r.Roots.Closes(v.Port.Close) {
		return step{r.place(v.Port.Close), "closed, and the port taken"}
	}
	return step{r.place(v.Port.Bind), "closed by the garbage collector, and the port taken"}
}

func (r *Report) place(s event.Stack) token.Position {
	f := r.Roots.Place(s)
	return token.Position{Filename: f.File, Line: f.Line}
}

// position prints a position.
func (r *Report) position(p token.Position) string {
	p.Filename = r.name(p.Filename)
	return p.String()
}

// name returns how a report names a file, with slashes.
func (r *Report) name(file string) string {
	name, _ := output.Name(r.Dir, file)
	return name
}

func sorted(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
