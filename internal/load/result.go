package load

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

func finding(u *unit.Unit, d unit.Diagnostic) output.Finding {
	f := output.Finding{
		Check:    d.Analyzer.Name,
		Category: d.Category,
		Message:  d.Message,
		URL:      cmp.Or(d.URL, d.Analyzer.URL),
		Position: position(u, d.Pos),
	}
	f.End = f.Position
	if d.End.IsValid() {
		f.End = position(u, d.End)
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, output.Related{Position: position(u, r.Pos), Message: r.Message})
	}
	return f
}

// position resolves pos. A file that cgo has processed is in the build cache and
// refers to the one that the user wrote, but if the go command trims paths, it
// may do so by a relative name, or by that of another checkout.
func position(u *unit.Unit, pos token.Pos) token.Position {
	p := u.Fset.Position(pos)
	mine := slices.ContainsFunc(u.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos <= f.FileEnd })
	if mine && filepath.Dir(u.Fset.PositionFor(pos, false).Filename) != u.Dir {
		p.Filename = filepath.Join(u.Dir, filepath.Base(p.Filename))
	}
	return p
}

func (r *runner) result(packages []*listed) *Result {
	problems := goProblems(packages)
	slices.Sort(r.problems)
	problems = append(problems, slices.Compact(r.problems)...)
	if len(r.skipped) > 0 {
		slices.Sort(r.skipped)
		problems = append(problems, fmt.Sprintf("not checked, because of these errors: %s", strings.Join(r.skipped, ", ")))
	}
	return &Result{Findings: output.Sort(r.findings), Problems: problems, Sources: r.sources}
}

// goProblems returns what the go command says is wrong with the packages, each
// problem once: a package and its test variants share most.
func goProblems(packages []*listed) []string {
	var problems []string
	seen := map[string]bool{}
	for _, p := range packages {
		for _, e := range append(p.DepsErrors, p.Error) {
			if e == nil {
				continue
			}
			text := e.String()
			if key := withoutHeader(text); !seen[key] {
				seen[key] = true
				problems = append(problems, text)
			}
		}
	}
	return problems
}

// withoutHeader cuts the line "# package" off the words of the compiler.
func withoutHeader(text string) string {
	if header, rest, found := strings.Cut(text, "\n"); found && strings.HasPrefix(header, "# ") {
		return rest
	}
	return text
}
