package fix

import (
	"errors"
	"go/scanner"
	"go/token"
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"
)

var errPlace = errors.New("an edit is inside a comment or a literal")

// splice returns text with the edits. The error says that they overlap, or that they
// are not where code is: what they put in has to be read as it is written, and the rest
// as before.
func splice(text []byte, edits []udiff.Edit) ([]byte, error) {
	after, err := udiff.ApplyBytes(text, edits)
	if err != nil {
		return nil, err
	}
	sorted := slices.Clone(edits)
	udiff.SortEdits(sorted)
	var want []string
	done := 0
	for _, e := range sorted {
		want = append(want, tokens(text[done:e.Start])...)
		want = append(want, tokens([]byte(e.New))...)
		done = e.End
	}
	want = append(want, tokens(text[done:])...)
	if !slices.Equal(want, tokens(after)) {
		return nil, errPlace
	}
	return after, nil
}

// tokens returns the tokens of text, without comments, and semicolons that stand for
// the end of a line.
func tokens(text []byte) []string {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(text)), text, func(token.Position, string) {}, 0)
	var all []string
	for {
		_, tok, literal := s.Scan()
		switch {
		case tok == token.EOF:
			return all
		case tok == token.SEMICOLON && literal == "\n":
		case literal == "" || tok == token.SEMICOLON:
			all = append(all, tok.String())
		default:
			all = append(all, literal)
		}
	}
}
