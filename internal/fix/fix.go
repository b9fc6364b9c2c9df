// Package fix builds suggested fixes that compile.
//
// A [Draft] is a set of edits to one file, as a check thinks of them: replace
// this call, delete that statement, with these imports. [Fixer.Check] makes a
// [Fix] of it: it removes the imports that the edits leave unused, formats the
// file as gofmt does if it was, type-checks it in memory, and refuses what does
// not compile. [Fixer.Settle] sees to it that all fixes of a file can be applied
// together too, whatever driver applies them.
//
// Nothing is written, and the syntax trees of the pass stay as they are.
package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"
)

// A Fixer builds the fixes of one pass.
type Fixer struct {
	pass     *analysis.Pass
	sources  map[*ast.File]*source
	packages map[string]*types.Package // what the package imports, directly or not
	left     int                       // how many bytes may still be checked
	bare     struct {                  // see declared
		pkg   *types.Package
		tried bool
	}
}

// New returns a Fixer for the package of pass.
func New(pass *analysis.Pass) *Fixer {
	return &Fixer{pass: pass, sources: map[*ast.File]*source{}, left: maxChecked}
}

// maxChecked bounds the text, in bytes, that is formatted and type-checked for the drafts of
// a package: for each of them, the functions that it changes. It takes a fraction of a second.
// Only where very many findings are in one function it is not enough, and the last ones
// have no fix then.
const maxChecked = 16 << 20

var errTooMuch = errors.New("too much was checked for other fixes")

// A Fix is a draft that compiles.
type Fix struct {
	Message string
	draft   *Draft
	edits   []udiff.Edit // in bytes of the source
	parts   []*Fix       // that became this one, which is the first of them
}

// Has reports whether x is y, or y became a part of it.
func (x *Fix) Has(y *Fix) bool { return x == y || slices.Contains(x.parts, y) }

// In reports whether x, which may be nil, is one of fixes, or has become part of one.
func (x *Fix) In(fixes []*Fix) bool {
	return x != nil && slices.ContainsFunc(fixes, func(y *Fix) bool { return y.Has(x) })
}

// isEmpty reports whether the fix was taken back, or became part of another one.
func (x *Fix) isEmpty() bool { return len(x.edits) == 0 }

// Check returns the fix that d drafts. The error says why there is none: the
// edits overlap, or the file would not compile.
func (f *Fixer) Check(d *Draft) (*Fix, error) {
	if d.err != nil {
		return nil, d.err
	}
	if err := d.checkComments(); err != nil {
		return nil, err
	}
	if f.left <= 0 {
		return nil, errTooMuch
	}
	changed, err := d.render()
	if err != nil {
		return nil, err
	}
	for _, c := range changed {
		f.left -= len(c.text)
	}
	if err := f.compiles(d.source, changed); err != nil {
		return nil, err
	}
	edits := d.source.diff(changed)
	if len(edits) == 0 {
		return nil, errors.New("the draft changes nothing")
	}
	return &Fix{Message: d.Message, draft: d, edits: edits}, nil
}

// First returns the first of the drafts that is a fix, or nil.
func (f *Fixer) First(drafts ...*Draft) *Fix {
	for _, d := range drafts {
		if fix, err := f.Check(d); err == nil {
			return fix
		}
	}
	return nil
}

// Suggested returns the fix as drivers want it; nil if [Fixer.Settle] took it
// back, or made it part of another one.
func (x *Fix) Suggested() []analysis.SuggestedFix {
	if x == nil || x.isEmpty() {
		return nil
	}
	fixed := analysis.SuggestedFix{Message: x.Message}
	tokens := x.draft.source.tokens
	for _, e := range x.edits {
		fixed.TextEdits = append(fixed.TextEdits, analysis.TextEdit{
			Pos: tokens.Pos(e.Start), End: tokens.Pos(e.End), NewText: []byte(e.New),
		})
	}
	return []analysis.SuggestedFix{fixed}
}

// A source is a file with its text.
type source struct {
	name   string
	syntax *ast.File
	tokens *token.File
	text   []byte
	tidy   bool // formatted as gofmt does
	crlf   bool // all lines end with a carriage return
	pieces []piece
	uses   uses // of packages
}

// source returns the text of file. The error says why it cannot be edited: it is
// generated, or not what the user wrote, or has changed since it was parsed.
func (f *Fixer) source(file *ast.File) (*source, error) {
	if s := f.sources[file]; s != nil {
		return s, nil
	}
	if ast.IsGenerated(file) {
		return nil, errors.New("the file is generated")
	}
	tokens := f.pass.Fset.File(file.FileStart)
	written := f.pass.Fset.PositionFor(file.Package, true).Filename
	if tokens == nil || tokens.Name() != written {
		return nil, fmt.Errorf("%s is made from another file", written)
	}
	text, err := f.readFile(tokens.Name())
	if err != nil {
		return nil, err
	}
	if len(text) != tokens.Size() {
		return nil, fmt.Errorf("%s has changed", written)
	}
	s := &source{name: tokens.Name(), syntax: file, tokens: tokens, text: text, tidy: isTidy(text), crlf: isCRLF(text)}
	f.sources[file] = s
	return s, nil
}

// readFile reads a file of the package. Nogo leaves it to the pass how.
func (f *Fixer) readFile(name string) ([]byte, error) {
	if f.pass.ReadFile == nil {
		return os.ReadFile(name)
	}
	return f.pass.ReadFile(name)
}

// whole returns the text of the file with edits.
func (s *source) whole(edits []udiff.Edit) ([]byte, error) { return udiff.ApplyBytes(s.text, edits) }

func (s *source) offset(pos token.Pos) int { return s.tokens.Offset(pos) }

func (s *source) slice(n ast.Node) string {
	return string(s.text[s.offset(n.Pos()):s.offset(n.End())])
}
