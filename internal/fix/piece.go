package fix

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"
)

// A piece is a part of a file that is edited, formatted and type-checked for itself, so
// that a fix costs what it changes and not what the file has. It is the head of the
// file, up to its imports; or declarations with their comments, in whole lines; or, where
// lines are shared by several of these, all of them.
type piece struct {
	start, end int
	head       bool
	decls      []ast.Decl // but the imports
}

// split returns the pieces of a file, in order. What is between them are comments.
func (s *source) split() []piece {
	if s.pieces != nil {
		return s.pieces
	}
	all := []piece{{head: true}}
	last := func() *piece { return &all[len(all)-1] }
	closed := s.close(last(), s.syntax.Name.End())
	for _, decl := range s.syntax.Decls {
		if imports, ok := decl.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			closed = s.close(last(), decl.End())
			continue
		}
		if start := s.start(decl); closed && last().end <= start {
			all = append(all, piece{start: start})
		}
		last().decls = append(last().decls, decl)
		closed = s.close(last(), decl.End())
	}
	s.pieces = all
	return all
}

// close ends a piece behind code that ends at a position, and a blank line there. It
// reports whether nothing else stands on that line.
func (s *source) close(p *piece, end token.Pos) bool {
	at, ok := s.behind(s.offset(end))
	switch {
	case !ok:
		at = s.offset(end)
	case s.blankAfter(at):
		at = s.lineEnd(at)
	}
	p.end = at
	return ok
}

// start returns the offset of the line on which a declaration, or its comment, starts.
func (s *source) start(decl ast.Decl) int {
	pos := decl.Pos()
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Doc != nil {
			pos = decl.Doc.Pos()
		}
	case *ast.GenDecl:
		if decl.Doc != nil {
			pos = decl.Doc.Pos()
		}
	}
	return s.lineStart(s.offset(pos))
}

// A change is a piece with edits.
type change struct {
	piece
	edits []udiff.Edit // offsets are those of the file
	text  []byte       // what they make of it
}

// changes sorts edits to the pieces that they are in. Where one is in none, there is one
// change, of the whole file.
func (s *source) changes(edits []udiff.Edit) []*change {
	pieces := s.split()
	byPiece := map[int]*change{}
	for _, e := range edits {
		i, _ := slices.BinarySearchFunc(pieces, e.End, func(p piece, end int) int { return cmp.Compare(p.end, end) })
		if i == len(pieces) || e.Start < pieces[i].start {
			return []*change{{piece: piece{end: len(s.text), head: true, decls: s.declarations()}, edits: edits}}
		}
		if byPiece[i] == nil {
			byPiece[i] = &change{piece: pieces[i]}
		}
		byPiece[i].edits = append(byPiece[i].edits, e)
	}
	var all []*change
	for _, c := range byPiece {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *change) int { return cmp.Compare(a.start, b.start) })
	return all
}

// declarations returns those of the file that are no imports.
func (s *source) declarations() []ast.Decl {
	var all []ast.Decl
	for _, p := range s.split() {
		all = append(all, p.decls...)
	}
	return all
}

// splice works out the text of c.
func (c *change) splice(s *source) error {
	shifted := slices.Clone(c.edits)
	for i := range shifted {
		shifted[i].Start -= c.start
		shifted[i].End -= c.start
	}
	var err error
	c.text, err = splice(s.text[c.start:c.end], shifted)
	return err
}

// packageClause makes declarations a file.
const packageClause = "package p\n\n"

// file returns the text of c as one of a whole file.
func (c *change) file() []byte {
	if c.head {
		return c.text
	}
	return append([]byte(packageClause), c.text...)
}

// format formats the text of c.
func (c *change) format(s *source) error {
	if s.crlf {
		c.text = endLines(c.text)
	}
	if !s.tidy || len(bytes.TrimSpace(c.text)) == 0 {
		return nil
	}
	formatted, err := gofmt(c.file())
	if err == nil && !c.head {
		formatted = bytes.TrimPrefix(formatted, []byte(packageClause))
	}
	if err == nil {
		text := bytes.TrimRight(c.text, "\n")
		c.text = append(bytes.TrimRight(formatted, "\n"), c.text[len(text):]...)
	}
	return err
}

// diff returns the edits, in lines, that make the text of c.
func (c *change) diff(s *source) []udiff.Edit {
	edits := udiff.Lines(string(s.text[c.start:c.end]), string(c.text))
	for i := range edits {
		edits[i].Start += c.start
		edits[i].End += c.start
	}
	return edits
}
