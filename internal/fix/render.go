package fix

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/sockvet/sockvet/internal/syntax"
)

// render returns the text of the file with the edits of d.
func (d *Draft) render() ([]byte, error) {
	text, err := udiff.ApplyBytes(d.source.text, d.edits)
	if err != nil {
		return nil, err
	}
	if text, err = d.adjustImports(text); err != nil {
		return nil, err
	}
	if d.source.tidy {
		return format.Source(text)
	}
	return endLines(text, d.source.text), nil
}

// endLines returns text with the ends of lines of like, if those are all the same
// and have a carriage return.
func endLines(text, like []byte) []byte {
	lf, crlf := []byte("\n"), []byte("\r\n")
	if n := bytes.Count(like, crlf); n == 0 || n != bytes.Count(like, lf) {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, crlf, lf), lf, crlf)
}

func isTidy(text []byte) bool {
	formatted, err := format.Source(text)
	return err == nil && bytes.Equal(formatted, text)
}

// adjustImports adds the imports that the draft wants to text, and removes those
// that text does not use.
func (d *Draft) adjustImports(text []byte) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, d.source.name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	s := &source{syntax: file, tokens: fset.File(file.FileStart), text: text}
	var edits []udiff.Edit
	for _, spec := range d.unused(file) {
		start, end := s.importLines(spec)
		edits = append(edits, udiff.Edit{Start: start, End: end})
	}
	for _, path := range d.imports {
		edits = append(edits, s.importEdit(path))
	}
	return udiff.ApplyBytes(text, edits)
}

// unused returns the imports of file, which is the file of d after the edits,
// that it does not use. Nothing was unused before: it compiled.
func (d *Draft) unused(file *ast.File) []*ast.ImportSpec {
	used, words := map[string]bool{}, map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		case *ast.Ident:
			words[n.Name] = true
		}
		return true
	})
	packages := map[string]*types.Package{} // by import path, quoted
	for _, spec := range d.source.syntax.Imports {
		if pkg := d.fixer.pass.TypesInfo.PkgNameOf(spec); pkg != nil {
			packages[spec.Path.Value] = pkg.Imported()
		}
	}
	return slices.DeleteFunc(slices.Clone(file.Imports), func(spec *ast.ImportSpec) bool {
		pkg := packages[spec.Path.Value]
		switch {
		case pkg == nil, importPath(spec) == "C":
			return true
		case spec.Name == nil:
			return used[pkg.Name()]
		case spec.Name.Name == ".":
			return slices.ContainsFunc(pkg.Scope().Names(), func(name string) bool { return words[name] })
		}
		return spec.Name.Name == "_" || used[spec.Name.Name]
	})
}

// importLines returns the offsets of an import, or of the declaration that has no
// other.
func (s *source) importLines(spec *ast.ImportSpec) (int, int) {
	for _, decl := range s.syntax.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && len(decl.Specs) == 1 && decl.Specs[0] == spec {
			return s.lines(decl.Pos(), decl.End())
		}
	}
	return s.lines(spec.Pos(), spec.End())
}

// importEdit returns the edit that adds the import of path, in the order of
// paths, where imports of its kind stand: those of the standard library have no
// dot in their first element.
func (s *source) importEdit(path string) udiff.Edit {
	line := fmt.Sprintf("\t%s\n", strconv.Quote(path))
	var before *ast.ImportSpec
	for _, spec := range s.syntax.Imports {
		if p := importPath(spec); syntax.IsStandard(p) == syntax.IsStandard(path) && p < path && s.inBlock(spec) {
			before = spec
		}
	}
	if before != nil {
		at := s.lineEnd(s.offset(before.End()))
		return udiff.Edit{Start: at, End: at, New: line}
	}
	for _, decl := range s.syntax.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.IMPORT && decl.Lparen.IsValid() {
			at := s.lineEnd(s.offset(decl.Lparen))
			if len(decl.Specs) > 0 && !syntax.IsStandard(importPath(decl.Specs[0].(*ast.ImportSpec))) {
				line += "\n"
			}
			return udiff.Edit{Start: at, End: at, New: line}
		}
	}
	return s.newImport("import" + strings.Replace(line, "\t", " ", 1))
}

// newImport returns the edit that adds an import declaration to a file without a
// block of them.
func (s *source) newImport(decl string) udiff.Edit {
	if n := len(s.syntax.Imports); n > 0 {
		at := s.lineEnd(s.offset(s.syntax.Imports[n-1].End()))
		return udiff.Edit{Start: at, End: at, New: decl}
	}
	at := s.lineEnd(s.offset(s.syntax.Name.End()))
	return udiff.Edit{Start: at, End: at, New: "\n" + decl}
}

// inBlock reports whether spec stands between the parentheses of a declaration.
func (s *source) inBlock(spec *ast.ImportSpec) bool {
	return slices.ContainsFunc(s.syntax.Decls, func(decl ast.Decl) bool {
		block, ok := decl.(*ast.GenDecl)
		return ok && block.Lparen < spec.Pos() && spec.Pos() < block.Rparen
	})
}

func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return "" // the parser refuses what is no string
	}
	return path
}
