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

// finding returns a diagnostic with its positions resolved, without its fix.
func (f *fixer) finding(d unit.Diagnostic) output.Finding {
	found := output.Finding{
		Check:    d.Analyzer.Name,
		Category: d.Category,
		Message:  d.Message,
		URL:      cmp.Or(d.URL, d.Analyzer.URL),
		Position: f.position(d.Pos),
	}
	found.End = found.Position
	if d.End.IsValid() {
		found.End = end(found.Position, f.position(d.End))
	}
	for _, r := range d.Related {
		found.Related = append(found.Related, output.Related{Position: f.position(r.Pos), Message: r.Message})
	}
	return found
}

// end returns where the code ends that begins at start: at end, unless a //line
// comment between them says that it is elsewhere.
func end(start, end token.Position) token.Position {
	backwards := end.Line < start.Line || end.Line == start.Line && end.Column < start.Column
	if end.Filename != start.Filename || backwards || (start.Column == 0) != (end.Column == 0) {
		return start
	}
	return end
}

// position resolves pos, as the compiler does: what a //line comment says holds,
// unless it is a line without a file.
func (f *fixer) position(pos token.Pos) token.Position {
	p := f.Fset.Position(pos)
	read := f.Fset.PositionFor(pos, false)
	if p.Filename == "" {
		p = read
	}
	mine := slices.ContainsFunc(f.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos <= f.FileEnd })
	if cache := filepath.Dir(read.Filename); mine && cache != f.Unit.Dir {
		p.Filename = f.original(cache, p.Filename)
	}
	return p
}

// original returns the file that code comes from which cgo has processed. That is in
// the build cache and refers to the one that the user wrote, but if the go command
// trims paths, it may do so by a relative name, or by that of another checkout.
// Relative names in //line comments are about the folder of the package too.
func (f *fixer) original(cache, name string) string {
	if base := filepath.Base(name); slices.Contains(f.CgoFiles, base) {
		return filepath.Join(f.Unit.Dir, base)
	}
	if rel, err := filepath.Rel(cache, name); err == nil && filepath.IsLocal(rel) {
		return filepath.Join(f.Unit.Dir, rel)
	}
	return name
}

func (r *runner) result(packages []*listed) *Result {
	problems := goProblems(packages)
	slices.Sort(r.problems)
	problems = append(problems, slices.Compact(r.problems)...)
	if len(r.skipped) > 0 {
		slices.Sort(r.skipped)
		problems = append(problems, fmt.Sprintf("not checked, because of these errors: %s", strings.Join(r.skipped, ", ")))
	}
	r.readSources(packages)
	if err := r.memory.close(); err != nil {
		r.note([]string{err.Error()}, nil)
	}
	slices.Sort(r.notes)
	slices.Sort(r.details)
	slices.Sort(r.analyzed)
	return &Result{
		Findings: output.Sort(r.findings),
		Problems: problems,
		Notes:    slices.Compact(r.notes),
		Details:  slices.Compact(r.details),
		Analyzed: r.analyzed,
		Sources:  r.sources,
	}
}

// readSources reads the files that findings are about, and that were not parsed: those
// that cgo has processed, and of other packages. A //line comment can name any file;
// what can be read is Go files of the packages that were listed, and reports do
// without the others.
func (r *runner) readSources(packages []*listed) {
	wanted := map[string]bool{}
	for _, f := range r.findings {
		for _, name := range f.Files() {
			wanted[name] = wanted[name] || r.sources[name] == nil
		}
	}
	for _, p := range packages {
		for _, name := range p.absolute(p.GoFiles, p.CgoFiles) {
			if !wanted[name] {
				continue
			}
			wanted[name] = false
			if content, err := r.env.overlay.read(name); err == nil {
				r.sources[name] = &output.Source{Content: content}
			}
		}
	}
}

// goProblems returns what the go command says is wrong with the packages, each
// problem once: a package and its test variants share most, and so do the packages of a
// module that cannot be had.
func goProblems(packages []*listed) []string {
	var problems []string
	seen := map[string]bool{}
	missing := map[string]int{} // where in problems, by what is said of a package that cannot be had
	more := map[int]int{}       // of how many others the same is said
	for _, p := range packages {
		for _, e := range append(p.DepsErrors, p.Error) {
			if e == nil {
				continue
			}
			text := e.String()
			key := withoutHeader(text)
			if seen[key] {
				continue
			}
			seen[key] = true
			if p.Dir == "" {
				if i, said := missing[e.Err]; said {
					more[i]++
					continue
				}
				missing[e.Err] = len(problems)
			}
			problems = append(problems, text)
		}
	}
	for i, n := range more {
		problems[i] += fmt.Sprintf("\n\tso it is with %d more of the packages that are imported", n)
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
