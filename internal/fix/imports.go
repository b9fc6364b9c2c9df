package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/sockvet/sockvet/internal/syntax"
)

// adjustImports returns the edits that add the imports which the draft wants, and remove
// those that the file does not use once the changes are made; after is what these use.
func (d *Draft) adjustImports(changed []*change, after uses) []udiff.Edit {
	var edits []udiff.Edit
	for _, spec := range d.unused(changed, after) {
		start, end := d.source.importLines(spec)
		edits = append(edits, udiff.Edit{Start: start, End: end})
	}
	for _, path := range d.imports {
		edits = append(edits, d.source.importEdit(path))
	}
	return edits
}

// uses counts the names by which code may use packages: those that stand before a dot,
// and all words, for dot imports.
type uses struct{ qualifiers, words map[string]int }

func newUses() uses { return uses{map[string]int{}, map[string]int{}} }

func (u uses) count(decls []ast.Decl) {
	for _, decl := range decls {
		if imports, ok := decl.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			continue
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok {
					u.qualifiers[x.Name]++
				}
			case *ast.Ident:
				u.words[n.Name]++
			}
			return true
		})
	}
}

// unused returns the imports that the file does not use once the changes are made.
// Nothing was unused before: it compiled.
func (d *Draft) unused(changed []*change, after uses) []*ast.ImportSpec {
	s := d.source
	if s.uses.words == nil {
		s.uses = newUses()
		s.uses.count(s.syntax.Decls)
	}
	gone := newUses()
	for _, c := range changed {
		gone.count(c.decls)
	}
	left := func(all, gone, after map[string]int, name string) bool { return all[name]-gone[name]+after[name] > 0 }
	named := func(name string) bool { return left(s.uses.qualifiers, gone.qualifiers, after.qualifiers, name) }
	var unused []*ast.ImportSpec
	for _, spec := range s.syntax.Imports {
		pkg := d.fixer.pass.TypesInfo.PkgNameOf(spec)
		var used bool
		switch {
		case pkg == nil || importPath(spec) == "C" || pkg.Name() == "_":
			used = true
		case pkg.Name() == ".":
			used = slices.ContainsFunc(pkg.Imported().Scope().Names(), func(name string) bool {
				return left(s.uses.words, gone.words, after.words, name)
			})
		default:
			used = named(pkg.Name())
		}
		if !used {
			unused = append(unused, spec)
		}
	}
	return unused
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
	quoted := strconv.Quote(path)
	line := fmt.Sprintf("\t%s\n", quoted)
	var before *ast.ImportSpec
	for _, spec := range s.syntax.Imports {
		if p := importPath(spec); syntax.IsStandard(p) == syntax.IsStandard(path) && p < path && s.inBlock(spec) {
			before = spec
		}
	}
	if before != nil {
		return s.importBehind(before.End(), line, "; "+quoted)
	}
	for _, decl := range s.syntax.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok && decl.Tok == token.IMPORT && decl.Lparen.IsValid() {
			if len(decl.Specs) > 0 && !syntax.IsStandard(importPath(decl.Specs[0].(*ast.ImportSpec))) {
				line += "\n"
			}
			return s.importBehind(decl.Lparen+1, line, quoted+"; ")
		}
	}
	if n := len(s.syntax.Imports); n > 0 {
		return s.importBehind(s.syntax.Imports[n-1].End(), "import "+quoted+"\n", "; import "+quoted)
	}
	return s.importBehind(s.syntax.Name.End(), "\nimport "+quoted+"\n", "; import "+quoted)
}

// importBehind returns the edit that puts an import behind code that ends at a position:
// as lines, or within the line if more code follows there.
func (s *source) importBehind(end token.Pos, lines, within string) udiff.Edit {
	if at, ok := s.behind(s.offset(end)); ok {
		return udiff.Edit{Start: at, End: at, New: lines}
	}
	at := s.offset(end)
	return udiff.Edit{Start: at, End: at, New: within}
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
