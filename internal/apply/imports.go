package apply

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"

	"github.com/sockvet/sockvet/internal/output"
)

// withoutUnused returns after without the imports that before uses and after
// does not; packages has the names of imported packages by their paths. An
// import that is new, or was not used before either, stays: it is not for the
// fixes to judge it. The error says that one of the texts does not parse.
//
// The text is cut, rather than printed from a changed syntax tree: comments stay
// in their places so, and files that gofmt has not formatted keep their look.
func withoutUnused(before, after []byte, packages map[string]string) ([]byte, error) {
	old, err := parse(before)
	if err != nil {
		return nil, err
	}
	fixed, err := parse(after)
	if err != nil {
		return nil, err
	}
	usedBefore, usedAfter := old.used(), fixed.used()
	unused := func(spec *ast.ImportSpec) bool {
		name := localName(spec, packages)
		return usedBefore[name] && !usedAfter[name] && old.imports(spec)
	}
	result, err := edited(after, fixed.cuts(unused))
	if err == nil {
		_, err = parse(result)
	}
	return result, err
}

// A file is the text of a Go file and its syntax tree.
type file struct {
	*ast.File
	text []byte
	pos  *token.File
}

func parse(text []byte) (*file, error) {
	fset := token.NewFileSet()
	// Objects are resolved, to tell packages from variables of the same name.
	syntax, err := parser.ParseFile(fset, "", text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return &file{syntax, text, fset.File(syntax.FileStart)}, nil
}

// used returns the names that the file may use packages by: those that stand
// before a dot and that nothing in the file declares.
func (f *file) used() map[string]bool {
	unresolved := map[*ast.Ident]bool{}
	for _, id := range f.Unresolved {
		unresolved[id] = true
	}
	names := map[string]bool{}
	for n := range ast.Preorder(f.File) {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && unresolved[id] {
				names[id.Name] = true
			}
		}
	}
	return names
}

// imports reports whether f has an import of the same path by the same name.
func (f *file) imports(spec *ast.ImportSpec) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool {
		return s.Path.Value == spec.Path.Value && explicitName(s) == explicitName(spec)
	})
}

func explicitName(spec *ast.ImportSpec) string {
	if spec.Name == nil {
		return ""
	}
	return spec.Name.Name
}

// localName returns the name that a file uses an imported package by, or "" if
// that is not known. Blank and dot imports have names that no code uses.
func localName(spec *ast.ImportSpec, packages map[string]string) string {
	if name := explicitName(spec); name != "" {
		return name
	}
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return packages[path]
}

// cuts returns the edits that take those imports out. A declaration that has
// nothing else goes as a whole.
func (f *file) cuts(out func(*ast.ImportSpec) bool) []output.Edit {
	var cuts []output.Edit
	for _, decl := range f.Decls {
		imports, ok := decl.(*ast.GenDecl)
		if !ok || imports.Tok != token.IMPORT {
			continue
		}
		var own []output.Edit
		for i, s := range imports.Specs {
			if spec := s.(*ast.ImportSpec); out(spec) {
				own = append(own, f.cut(f.start(spec, imports.Specs[i+1:]), spec.End(), spec.Comment))
			}
		}
		if len(own) > 0 && len(own) == len(imports.Specs) && !f.loose(imports) {
			own = []output.Edit{f.cut(imports.Pos(), imports.End(), last(imports.Specs).Comment)}
		}
		cuts = append(cuts, own...)
	}
	return cuts
}

func last(specs []ast.Spec) *ast.ImportSpec { return specs[len(specs)-1].(*ast.ImportSpec) }

// loose reports whether there are comments between the imports of a declaration
// that are about none of them.
func (f *file) loose(imports *ast.GenDecl) bool {
	about := map[*ast.CommentGroup]bool{}
	for _, s := range imports.Specs {
		spec := s.(*ast.ImportSpec)
		about[spec.Doc], about[spec.Comment] = true, true
	}
	return slices.ContainsFunc(f.Comments, func(c *ast.CommentGroup) bool {
		return imports.Pos() < c.Pos() && c.End() < imports.End() && !about[c]
	})
}

// start returns where the text about an import starts: at its comment, unless
// the next import follows without a comment of its own. Then that comment may be
// about both.
func (f *file) start(spec *ast.ImportSpec, rest []ast.Spec) token.Pos {
	if spec.Doc == nil {
		return spec.Pos()
	}
	if len(rest) > 0 {
		next := rest[0].(*ast.ImportSpec)
		if next.Doc == nil && f.pos.Line(next.Pos()) == f.pos.Line(spec.End())+1 {
			return spec.Pos()
		}
	}
	return spec.Doc.Pos()
}

// cut returns the edit that takes out the text from start to end and the comment
// behind it, which may be nil. If nothing else is on their lines, those go too;
// else the comment stays, and a semicolon that follows goes.
func (f *file) cut(start, end token.Pos, comment *ast.CommentGroup) output.Edit {
	from, to := f.pos.Offset(start), f.pos.Offset(end)
	first := len(bytes.TrimRight(f.text[:from], " \t"))
	behind := f.text[to:]
	if comment != nil && comment.Pos() >= end {
		behind = f.text[f.pos.Offset(comment.End()):]
	}
	behind = bytes.TrimLeft(behind, " \t")
	switch alone := first == 0 || f.text[first-1] == '\n'; {
	case alone && bytes.HasPrefix(behind, lf):
		from, to = first, len(f.text)-len(behind)+len(lf)
	case alone && len(behind) == 0:
		from, to = first, len(f.text)
	case bytes.HasPrefix(f.text[to:], []byte(";")):
		to++
	}
	return output.Edit{Start: from, End: to}
}
