// Package directive reads the comments by which code silences a check:
//
//	//sockvet:ignore portrace the port is inside a network namespace of its own
//
// Such a comment stands on the line of the finding or on the one above. It
// names a check, or several separated by commas, and gives a reason.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const prefix = "//sockvet:ignore"

// An Ignore is one comment that silences checks.
type Ignore struct {
	Pos    token.Pos
	Checks []string
	Reason string
}

// Ignores returns the comments of file that silence checks, in source order.
func Ignores(file *ast.File) []Ignore {
	var all []Ignore
	for _, group := range file.Comments {
		for _, c := range group.List {
			rest, ok := strings.CutPrefix(c.Text, prefix)
			if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
				continue
			}
			checks, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
			all = append(all, Ignore{c.Pos(), strings.Split(checks, ","), strings.TrimSpace(reason)})
		}
	}
	return all
}

// A Filter stands between a check and its pass: it reports what the code does
// not silence.
type Filter struct {
	pass    *analysis.Pass
	check   string
	silence map[line]bool
}

type line struct {
	file   string
	number int
}

// NewFilter returns a filter for the check that pass runs. Comments that name
// the check but give no reason silence nothing and are reported themselves.
func NewFilter(pass *analysis.Pass) *Filter {
	f := &Filter{pass, pass.Analyzer.Name, map[line]bool{}}
	for _, file := range pass.Files {
		for _, ignore := range Ignores(file) {
			if !slices.Contains(ignore.Checks, f.check) {
				continue
			}
			if ignore.Reason == "" {
				pass.Report(analysis.Diagnostic{
					Pos:      ignore.Pos,
					Category: "ignore",
					Message:  prefix + " " + f.check + " needs a reason, and silences nothing without one",
				})
				continue
			}
			at := pass.Fset.Position(ignore.Pos)
			f.silence[line{at.Filename, at.Line}] = true
			f.silence[line{at.Filename, at.Line + 1}] = true
		}
	}
	return f
}

// Report reports d unless a comment silences it.
func (f *Filter) Report(d analysis.Diagnostic) {
	if !f.Silences(d.Pos) {
		f.pass.Report(d)
	}
}

// Silences reports whether a comment silences what is reported at pos.
func (f *Filter) Silences(pos token.Pos) bool {
	at := f.pass.Fset.Position(pos)
	return f.silence[line{at.Filename, at.Line}]
}
