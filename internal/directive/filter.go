package directive

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/syntax"
)

// A Filter stands between a check and its pass: it reports what the code does
// not silence, and comments that silence nothing.
type Filter struct {
	pass    *analysis.Pass
	check   string
	valid   []*Ignore          // the comments that silence the check somewhere
	comment map[line][]*Ignore // those of them for a line
	used    map[*Ignore]bool
}

type line struct {
	file   string
	number int
}

// NewFilter returns a filter for the check that pass runs. Comments that do not say
// what to silence, and why, silence nothing and are reported themselves.
func NewFilter(pass *analysis.Pass) *Filter {
	f := &Filter{pass: pass, check: pass.Analyzer.Name, comment: map[line][]*Ignore{}, used: map[*Ignore]bool{}}
	for _, file := range pass.Files {
		for _, ignore := range Ignores(file) {
			if !syntax.IsGenerated(file) {
				f.complain(&ignore)
			}
			if ignore.Misspelt || ignore.Reason == "" || !slices.Contains(ignore.Checks, f.check) {
				continue
			}
			f.valid = append(f.valid, &ignore)
			for _, l := range f.lines(&ignore) {
				f.comment[l] = append(f.comment[l], &ignore)
			}
		}
	}
	return f
}

func (f *Filter) at(pos token.Pos) line {
	p := f.pass.Fset.Position(pos)
	return line{p.Filename, p.Line}
}

// lines returns the lines that a comment is about.
func (f *Filter) lines(ignore *Ignore) []line {
	at := f.at(ignore.Pos)
	return []line{at, {at.file, at.number + 1}}
}

// complain reports what is wrong with the words of a comment, if that is for this
// check to say. What belongs to no check is for the first one.
func (f *Filter) complain(ignore *Ignore) {
	if ignore.Misspelt {
		if f.check == append(slices.Clone(ignore.Checks), Checks...)[0] {
			f.report(ignore.Pos, "this comment silences nothing: write %s %s REASON", prefix, cmp.Or(strings.Join(ignore.Checks, ","), "CHECK"))
		}
		return
	}
	for _, name := range ignore.Checks {
		switch {
		case name == f.check && ignore.Reason == "":
			f.report(ignore.Pos, "%s %s needs a reason, and silences nothing without one", prefix, f.check)
		case slices.Contains(Checks, name) || f.check != owner(name):
		case name != "":
			f.report(ignore.Pos, "%s names %q, which is no check: there are %s", prefix, name, strings.Join(Checks, ", "))
		case len(ignore.Checks) == 1:
			f.report(ignore.Pos, "%s names no check, and silences nothing: write %[1]s CHECK REASON", prefix)
		default:
			f.report(ignore.Pos, "%s names nothing beside a comma: write it without spaces, as in %s", prefix, strings.Join(Checks, ","))
		}
	}
}

func (f *Filter) report(pos token.Pos, format string, args ...any) {
	f.pass.Report(analysis.Diagnostic{Pos: pos, Category: "ignore", Message: fmt.Sprintf(format, args...)})
}

// Report reports d unless a comment silences it.
func (f *Filter) Report(d analysis.Diagnostic) {
	if !f.Silences(d.Pos) {
		f.pass.Report(d)
	}
}

// Silences reports whether a comment silences what is reported at pos.
func (f *Filter) Silences(pos token.Pos) bool {
	comments := f.comment[f.at(pos)]
	for _, c := range comments {
		f.used[c] = true
	}
	return len(comments) > 0
}
