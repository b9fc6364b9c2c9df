package fix

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
)

// Gone reports, of a pass over the package as some fixes leave it, whether the findings of
// these fixes are gone and no other has come.
type Gone func(edited *analysis.Pass, fixes []*Fix) bool

// NoMore reports whether nothing is left more often than it is allowed to be: of findings, as
// somebody names them that have to be told from each other.
func NoMore[T comparable](left, allowed []T) bool {
	times := map[T]int{}
	for _, name := range allowed {
		times[name]++
	}
	for _, name := range left {
		if times[name]--; times[name] < 0 {
			return false
		}
	}
	return true
}

// Settle sees to it that all the fixes can be applied together, by drivers that
// do no more than that. Each compiles alone, but two of them may each delete one
// of the last two uses of a variable or an import, or change the same line. The
// fixes of a file that do not go together become one fix, the first of them; if
// that does not compile either, those that spoil the others are taken back.
//
// So are those whose findings are not gone, for all that they compile. To tell is to
// analyze the package once more: for all fixes at once, and if that is no success for
// halves of them.
func (f *Fixer) Settle(fixes []*Fix, gone Gone) {
	byFile := map[*source][]*Fix{}
	var files []*source // in the order of their fixes
	for _, x := range fixes {
		if x == nil {
			continue
		}
		s := x.draft.source
		if byFile[s] == nil {
			files = append(files, s)
		}
		byFile[s] = append(byFile[s], x)
	}
	var left []*Fix
	for _, s := range files {
		group := byFile[s]
		if len(group) > 1 && !f.together(group) && !f.merge(group) {
			keep(group, f.together)
		}
		left = append(left, group...)
	}
	budget := maxAnalyses
	keep(slices.DeleteFunc(left, (*Fix).isEmpty), func(fixes []*Fix) bool {
		budget--
		return budget >= 0 && f.mends(fixes, gone)
	})
}

// maxAnalyses bounds how often a package is analyzed to find the fixes that do not mend
// what they should. Those that it does not come to are taken back.
const maxAnalyses = 64

// keep takes back those of the fixes without which what is left is good.
func keep(fixes []*Fix, good func([]*Fix) bool) {
	var kept []*Fix
	var add func([]*Fix)
	add = func(more []*Fix) {
		switch with := append(slices.Clone(kept), more...); {
		case len(more) == 0:
		case good(with):
			kept = with
		case len(more) == 1:
			more[0].edits = nil
		default:
			add(more[:len(more)/2])
			add(more[len(more)/2:])
		}
	}
	add(fixes)
}

// together reports whether the file compiles with all these fixes.
func (f *Fixer) together(fixes []*Fix) bool {
	source := fixes[0].draft.source
	edits, ok := merged(fixes)
	if !ok {
		return false
	}
	text, err := source.whole(edits)
	return err == nil && f.compile(source, text) == nil
}

// merged returns the edits of all the fixes, which are of one file. ok is false if
// some are in conflict.
func merged(fixes []*Fix) (edits []udiff.Edit, ok bool) {
	if len(fixes) == 1 {
		return fixes[0].edits, true
	}
	half := len(fixes) / 2
	a, okA := merged(fixes[:half])
	b, okB := merged(fixes[half:])
	if !okA || !okB {
		return nil, false
	}
	return udiff.Merge(a, b)
}

// merge makes the first of the fixes one that has the edits of all, and reports
// whether that is a fix.
func (f *Fixer) merge(fixes []*Fix) bool {
	first := fixes[0].draft
	all := &Draft{Message: first.Message, fixer: f, source: first.source}
	known := map[udiff.Edit]bool{}
	for _, x := range fixes {
		for _, e := range x.draft.edits {
			if !known[e] {
				known[e] = true
				all.edits = append(all.edits, e)
			}
		}
		for _, path := range x.draft.imports {
			if !slices.Contains(all.imports, path) {
				all.imports = append(all.imports, path)
			}
		}
	}
	merged, err := f.Check(all)
	if err != nil || !f.together([]*Fix{merged}) {
		return false
	}
	merged.parts = fixes
	*fixes[0] = *merged
	for _, x := range fixes[1:] {
		x.edits = nil
	}
	return true
}

// mends reports whether the package compiles with all the fixes, and is rid of their
// findings.
func (f *Fixer) mends(fixes []*Fix, gone Gone) bool {
	texts := map[*ast.File][]byte{}
	byFile := map[*source][]*Fix{}
	for _, x := range fixes {
		byFile[x.draft.source] = append(byFile[x.draft.source], x)
	}
	for s, group := range byFile {
		edits, ok := merged(group)
		if !ok {
			return false
		}
		text, err := s.whole(edits)
		if err != nil {
			return false
		}
		texts[s.syntax] = text
	}
	pass, drop := f.edited(texts)
	defer drop()
	return pass != nil && gone(pass, fixes) && bodies.Of(pass).Err() == nil
}

// edited returns a pass over the package in which files have other texts; nil if it does
// not compile. drop has to be called once the pass is of no use any more.
func (f *Fixer) edited(texts map[*ast.File][]byte) (pass *analysis.Pass, drop func()) {
	fset := f.pass.Fset
	var added []*token.File
	drop = func() {
		for _, file := range added {
			fset.RemoveFile(file)
		}
	}
	edited := *f.pass
	edited.Files = slices.Clone(f.pass.Files)
	for i, file := range f.pass.Files {
		text := texts[file]
		if text == nil {
			continue
		}
		parsed, err := parser.ParseFile(fset, f.sources[file].name, text, parser.ParseComments|parser.SkipObjectResolution)
		if parsed != nil {
			added = append(added, fset.File(parsed.FileStart))
		}
		if err != nil {
			return nil, drop
		}
		edited.Files[i] = parsed
	}
	if !f.typecheck(&edited, texts) {
		return nil, drop
	}
	edited.Report = func(analysis.Diagnostic) {}
	return &edited, drop
}

// typecheck gives types to an edited pass, and reports whether it compiles: the files that
// were edited, and all of it if more was than the bodies of functions. The texts are those
// of the files, by what they were before.
func (f *Fixer) typecheck(edited *analysis.Pass, texts map[*ast.File][]byte) bool {
	var changed []*ast.File
	same := true
	for i, before := range f.pass.Files {
		if file := edited.Files[i]; file != before {
			changed = append(changed, file)
			same = same && f.sources[before].declaresSame(file, f.pass.Fset.File(file.FileStart), texts[before])
		}
	}
	edited.TypesInfo = bodies.NewInfo()
	pkg, left, err := bodies.Check(f.config(nil), f.pass.Pkg.Path(), f.pass.Fset, edited.Files, edited.TypesInfo, changed...)
	if err == nil && !same {
		err = left.All()
	}
	edited.Pkg = pkg
	edited.ResultOf = map[*analysis.Analyzer]any{bodies.Analyzer: left}
	return err == nil
}
