package load

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

// A fixer reads what analyzers report on one package, and the fixes that they suggest.
type fixer struct {
	*node
	*unit.Unit
	overlay overlay
}

// fix returns the first fix that d suggests; drivers apply no other. It returns
// nil if there is none, or if it is not about files of the package as somebody
// wrote them. The error tells of a mistake of the analyzer.
func (f *fixer) fix(d unit.Diagnostic) (*output.Fix, error) {
	if len(d.SuggestedFixes) == 0 || len(d.SuggestedFixes[0].TextEdits) == 0 {
		return nil, nil
	}
	suggested := d.SuggestedFixes[0]
	fix := &output.Fix{Message: cmp.Or(suggested.Message, d.Message)}
	for _, e := range suggested.TextEdits {
		if !e.End.IsValid() {
			e.End = e.Pos // that is how an insertion may be put
		}
		file := f.Fset.File(e.Pos)
		if file == nil || e.End < e.Pos || int(e.End) > file.Base()+file.Size() {
			return nil, fmt.Errorf("the fix %q has an edit without a place in a file", fix.Message)
		}
		if !f.written(e) {
			return nil, nil
		}
		fix.Edits = append(fix.Edits, output.Edit{
			File:  file.Name(),
			Start: file.Offset(e.Pos),
			End:   file.Offset(e.End),
			New:   string(e.NewText),
		})
	}
	if err := order(fix.Edits); err != nil {
		return nil, fmt.Errorf("the fix %q: %w", fix.Message, err)
	}
	fix.Refused = f.refusal(fix.Edits)
	return fix, nil
}

// order sorts the edits of one fix. The error says that they overlap.
func order(edits []output.Edit) error {
	slices.SortStableFunc(edits, func(a, b output.Edit) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for i := 1; i < len(edits); i++ {
		if edits[i].File == edits[i-1].File && edits[i].Start < edits[i-1].End {
			return errors.New("its edits overlap")
		}
	}
	return nil
}

// written reports whether e is about text that the author of a file of the
// package wrote: not about what cgo made of it, which is in the build cache, and
// not about what a //line comment says was made from another file.
func (f *fixer) written(e analysis.TextEdit) bool {
	name := f.Fset.File(e.Pos).Name()
	if !slices.Contains(f.absolute(f.listed.GoFiles), name) {
		return false
	}
	for _, pos := range []token.Pos{e.Pos, e.End} {
		if f.Fset.Position(pos) != f.Fset.PositionFor(pos, false) {
			return false
		}
	}
	return true
}

// refusal says why a fix with these edits must not be applied; it returns "" if
// it may be, as far as that depends on the package: see misplaced.
func (f *fixer) refusal(edits []output.Edit) string {
	for _, e := range edits {
		switch _, replaced := f.overlay[e.File]; {
		case replaced:
			return "replaced by -overlay"
		case f.listed.Module == nil || !f.listed.Module.Main:
			return "not in a main module"
		case e.File != edits[0].File:
			return "several files" // that would not be atomic
		case ast.IsGenerated(f.syntax(e.File)):
			return "generated file"
		}
	}
	return ""
}

// misplaced says why a file does not belong to the module in dir, which it may
// be in by a symbolic link only, or returns "" if it does. It depends on folders, and so
// is asked in each run.
func misplaced(dir, file string) string {
	dir, errDir := filepath.EvalSymlinks(dir)
	file, errFile := filepath.EvalSymlinks(file)
	rel, errRel := filepath.Rel(dir, file)
	switch {
	case errDir != nil || errFile != nil || errRel != nil || !filepath.IsLocal(rel):
		return "not in a main module"
	case slices.Contains(strings.Split(filepath.ToSlash(rel), "/"), "vendor"):
		return "vendored"
	}
	for at := filepath.Dir(file); at != dir; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, "go.mod")); !errors.Is(err, fs.ErrNotExist) {
			return "in another module, by a symbolic link"
		}
	}
	return ""
}

// syntax returns the syntax tree of the Go file of that name.
func (f *fixer) syntax(name string) *ast.File {
	return f.Files[slices.Index(f.Unit.GoFiles, name)]
}

// source returns the Go file of that name as it was analyzed.
func (f *fixer) source(name string) *output.Source {
	s := &output.Source{Content: f.Source(name), Packages: map[string]string{}}
	for _, spec := range f.syntax(name).Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if pkg := f.Info.PkgNameOf(spec); err == nil && pkg != nil {
			s.Packages[path] = pkg.Imported().Name()
		}
	}
	return s
}
