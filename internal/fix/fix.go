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

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"
)

// A Fixer builds the fixes of one pass.
type Fixer struct {
	pass     *analysis.Pass
	sources  map[*ast.File]*source
	packages map[string]*types.Package // what the package imports, directly or not
}

// New returns a Fixer for the package of pass.
func New(pass *analysis.Pass) *Fixer {
	return &Fixer{pass: pass, sources: map[*ast.File]*source{}}
}

// A Fix is a draft that compiles.
type Fix struct {
	Message string
	draft   *Draft
	edits   []udiff.Edit // in bytes of the source
}

// Check returns the fix that d drafts. The error says why there is none: the
// edits overlap, or the file would not compile.
func (f *Fixer) Check(d *Draft) (*Fix, error) {
	if d.err != nil {
		return nil, d.err
	}
	if err := d.checkComments(); err != nil {
		return nil, err
	}
	after, err := d.render()
	if err != nil {
		return nil, err
	}
	if err := f.compile(d.source, after); err != nil {
		return nil, err
	}
	edits := udiff.Lines(string(d.source.text), string(after))
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
	if x == nil || len(x.edits) == 0 {
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
	s := &source{name: tokens.Name(), syntax: file, tokens: tokens, text: text, tidy: isTidy(text)}
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

func (s *source) offset(pos token.Pos) int { return s.tokens.Offset(pos) }

func (s *source) slice(n ast.Node) string {
	return string(s.text[s.offset(n.Pos()):s.offset(n.End())])
}
