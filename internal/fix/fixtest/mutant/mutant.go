// Package mutant changes Go files at random, in ways that people's code differs: statements
// are missing, doubled, moved or wrapped, names are others, and comments and strings stand
// where nobody expects them. Many mutants do not compile; what does is as good as any code.
package mutant

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"slices"
)

// New returns a mutant of a file: one to four mutations of it. It is text as it was if there
// is nothing to change.
func New(text []byte, random *rand.Rand) []byte {
	for range 1 + random.IntN(4) {
		m, ok := parse(text, random)
		if !ok {
			return text
		}
		mutation := mutations[random.IntN(len(mutations))]
		text = m.apply(mutation(m))
	}
	return text
}

// A file is a file to change.
type file struct {
	*rand.Rand
	text       []byte
	statements []list
	names      []span // identifiers, as they are written
}

// A list is the statements that stand behind each other.
type list []span

// A span is a piece of the text, from an offset to one.
type span struct{ start, end int }

// An edit puts text in the place of a span.
type edit struct {
	span
	text string
}

// parse returns a file to change. ok is false if it has no statements, or does not parse.
func parse(text []byte, random *rand.Rand) (m *file, ok bool) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	m = &file{Rand: random, text: text}
	tokens := fset.File(syntax.FileStart)
	at := func(n ast.Node) span { return span{tokens.Offset(n.Pos()), tokens.Offset(n.End())} }
	ast.Inspect(syntax, func(n ast.Node) bool {
		var all []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			all = n.List
		case *ast.CaseClause:
			all = n.Body
		case *ast.CommClause:
			all = n.Body
		case *ast.Ident:
			m.names = append(m.names, at(n))
		}
		var l list
		for _, stmt := range all {
			l = append(l, at(stmt))
		}
		if len(l) > 0 {
			m.statements = append(m.statements, l)
		}
		return true
	})
	return m, len(m.statements) > 0
}

func (m *file) apply(edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out bytes.Buffer
	done := 0
	for _, e := range edits {
		out.Write(m.text[done:e.start])
		out.WriteString(e.text)
		done = e.end
	}
	out.Write(m.text[done:])
	return out.Bytes()
}

func (m *file) slice(s span) string { return string(m.text[s.start:s.end]) }

// statement returns one of the statements.
func (m *file) statement() span {
	l := m.statements[m.IntN(len(m.statements))]
	return l[m.IntN(len(l))]
}

func (m *file) one(texts ...string) string { return texts[m.IntN(len(texts))] }

// mutations are what can be done to a file.
var mutations = []func(*file) []edit{
	remove, double, move, swap, rename, rename, wrap, wrap, comment, comment, comment, between, share, tail, tail, lines,
}

func remove(m *file) []edit { return []edit{{m.statement(), ""}} }

func double(m *file) []edit {
	s := m.statement()
	return []edit{{span{s.end, s.end}, "\n" + m.slice(s)}}
}

// move copies a statement of somewhere to somewhere else.
func move(m *file) []edit {
	to := m.statement()
	return []edit{{span{to.start, to.start}, m.slice(m.statement()) + "\n"}}
}

func swap(m *file) []edit {
	l := m.statements[m.IntN(len(m.statements))]
	if len(l) < 2 {
		return nil
	}
	i := m.IntN(len(l) - 1)
	return []edit{{l[i], m.slice(l[i+1])}, {l[i+1], m.slice(l[i])}}
}

// rename gives a name, wherever it is written, another one: a new one, or one that is there.
func rename(m *file) []edit {
	old := m.slice(m.names[m.IntN(len(m.names))])
	name := m.one("l", "ln", "err", "listener", "port", "net", "os", "x", m.slice(m.names[m.IntN(len(m.names))]))
	var edits []edit
	for _, s := range m.names {
		if m.slice(s) == old {
			edits = append(edits, edit{s, name})
		}
	}
	return edits
}

// wrap puts a statement, and those behind it maybe, into another one.
func wrap(m *file) []edit {
	l := m.statements[m.IntN(len(m.statements))]
	i := m.IntN(len(l))
	j := i
	if m.IntN(2) == 0 {
		j = len(l) - 1
	}
	around := [][2]string{
		{"{\n", "\n}"}, {"if true {\n", "\n}"}, {"for range 1 {\n", "\n}"}, {"for {\n", "\nbreak\n}"}, {"switch {\ndefault:\n", "\n}"},
		{"func() {\n", "\n}()"}, {"go func() {\n", "\n}()"}, {"defer func() {\n", "\n}()"}, {"func() { ", " }()"}, {"if true { ", " }"},
	}[m.IntN(10)]
	return []edit{{span{l[i].start, l[i].start}, around[0]}, {span{l[j].end, l[j].end}, around[1]}}
}

var comments = []string{" /* one */ ", " /* one\n\ttwo */ ", " /* one\n\n\ttwo\n*/ ", " // one\n", "\n// one\n", "\n\n"}

// comment puts a comment before or behind a statement.
func comment(m *file) []edit {
	s := m.statement()
	at := s.end
	if m.IntN(3) == 0 {
		at = s.start
	}
	return []edit{{span{at, at}, m.one(comments...)}}
}

// between puts a comment between two tokens.
func between(m *file) []edit {
	var s scanner.Scanner
	tokens := token.NewFileSet().AddFile("", -1, len(m.text))
	s.Init(tokens, m.text, nil, 0)
	var places []int
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			break
		}
		places = append(places, tokens.Offset(pos))
	}
	at := places[m.IntN(len(places))]
	return []edit{{span{at, at}, m.one(comments...)}}
}

// share puts two statements on one line.
func share(m *file) []edit {
	l := m.statements[m.IntN(len(m.statements))]
	if len(l) < 2 {
		return nil
	}
	i := m.IntN(len(l) - 1)
	if between := m.text[l[i].end:l[i+1].start]; bytes.TrimSpace(between) != nil {
		return nil // a comment
	}
	return []edit{{span{l[i].end, l[i+1].start}, "; "}}
}

// tail lets something start on the last line of a statement.
func tail(m *file) []edit {
	s := m.statement()
	return []edit{{span{s.end, s.end}, m.one("; _ = `\n\ttext\n`", "; _ = `text`", "; _ = `/*`", "; if true {\n}", "; func() {}()", "; { /*\n*/ }")}}
}

// lines changes how lines end, or how they begin.
func lines(m *file) []edit {
	all := span{0, len(m.text)}
	if m.IntN(2) == 0 {
		return []edit{{all, string(bytes.ReplaceAll(m.text, []byte("\n"), []byte("\r\n")))}}
	}
	return []edit{{all, string(bytes.ReplaceAll(m.text, []byte("\n\t"), []byte("\n  ")))}}
}
