// Package fixtest checks that suggested fixes keep what is promised of them: the
// file compiles with each of them and with all together, stays formatted, and has
// the findings no more that they are for.
package fixtest

import (
	"bytes"
	"fmt"
	"go/format"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/unit"
)

// A Bench analyzes packages of one file, many of them in little time: what they
// import is read once.
type Bench struct {
	Hidden []string // categories of findings that come to light only once others about the same code are fixed

	analyzers []*analysis.Analyzer
	dir       string
	fset      *token.FileSet
	exports   *unit.Exports
	sizes     types.Sizes
}

// NewBench returns a bench that runs the analyzers on files which import the
// given packages and no others.
func NewBench(tb testing.TB, analyzers []*analysis.Analyzer, imports []string) *Bench {
	tb.Helper()
	files, err := exportFiles(imports)
	if err != nil {
		tb.Fatal(err)
	}
	fset := token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
	return &Bench{
		analyzers: analyzers,
		dir:       tb.TempDir(),
		fset:      fset,
		exports:   unit.NewExports(fset, open, nil),
		sizes:     types.SizesFor("gc", runtime.GOARCH),
	}
}

// exportFiles returns the files with the export data of packages and of what
// they import, by import path.
func exportFiles(imports []string) (map[string]string, error) {
	if len(imports) == 0 {
		return nil, nil // go list takes none for the package of the current folder
	}
	list := exec.Command("go", append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}"}, imports...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		files[path] = file
	}
	return files, nil
}

// A File is a file that compiles, and what is found in it.
type File struct {
	Name     string
	Text     []byte
	Findings []Finding
}

// A Finding is a diagnostic with its fix.
type Finding struct {
	Message  string
	Category string
	Fix      []udiff.Edit // nil if there is none
}

// Analyze analyzes a package of one file. The error may be that the file does not
// compile.
func (b *Bench) Analyze(name string, text []byte) (*File, error) {
	path := filepath.Join(b.dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return nil, err
	}
	u, err := unit.Parse(b.fset, &unit.Package{ID: "p", Path: "p", Dir: b.dir, GoFiles: []string{path}})
	if err != nil {
		return nil, err
	}
	defer u.Drop()
	imports, err := b.exports.Import(u.Imports())
	if err != nil {
		return nil, err
	}
	if err := u.Check(imports, b.sizes); err != nil {
		return nil, err
	}
	facts, err := unit.NewFacts(u.Types, nil, func(path string) *types.Package { return b.exports.Package(path, "") })
	if err != nil {
		return nil, err
	}
	diagnostics, err := u.Run(b.analyzers, facts)
	if err != nil {
		return nil, &Crash{err}
	}
	file := &File{Name: name, Text: text}
	for _, d := range diagnostics {
		fix, err := edits(b.fset, d)
		if err != nil {
			return nil, &Crash{err}
		}
		file.Findings = append(file.Findings, Finding{d.Message, d.Category, fix})
	}
	return file, nil
}

// A Crash is an error of an analyzer, and not of the file.
type Crash struct{ error }

// edits returns the edits of the fix of d. The error tells of what no driver takes.
func edits(fset *token.FileSet, d unit.Diagnostic) ([]udiff.Edit, error) {
	if len(d.SuggestedFixes) == 0 {
		return nil, nil
	}
	if len(d.SuggestedFixes) > 1 {
		return nil, fmt.Errorf("%d fixes of one diagnostic", len(d.SuggestedFixes))
	}
	var all []udiff.Edit
	for _, e := range d.SuggestedFixes[0].TextEdits {
		file := fset.File(e.Pos)
		all = append(all, udiff.Edit{Start: file.Offset(e.Pos), End: file.Offset(e.End), New: string(e.NewText)})
	}
	return all, nil
}

func tidy(text []byte) bool {
	formatted, err := format.Source(text)
	return err == nil && bytes.Equal(text, formatted)
}
