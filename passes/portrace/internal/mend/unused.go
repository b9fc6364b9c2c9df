package mend

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/fix"
	"github.com/sockvet/sockvet/internal/syntax"
)

// How a helper goes that nothing calls once the fix is applied. Linters complain of it.

// uncalled is what the message of a fix says if a helper stays that nothing calls.
const uncalled = "; then nothing in sight calls %s any more"

// retire drafts that the helper goes, with what only it needs, if a fix of file takes the
// calls away that are all its uses. Where that can't be told, or they are not all
// functions of that file, the message of the fix says so.
func (m *Mender) retire(d *fix.Draft, file *ast.File, helper *types.Func, calls ...*ast.CallExpr) {
	if !m.isOwn(helper) || !m.isUnusedWithout(helper, calls) {
		return
	}
	decls := m.needless(file, helper)
	if decls == nil || !m.seesAll(helper) {
		d.Message += fmt.Sprintf(uncalled, helper.Name())
		return
	}
	var names []string
	for _, decl := range decls {
		d.DeleteFunc(decl)
		names = append(names, decl.Name.Name)
	}
	d.Message += fmt.Sprintf(", and remove %s, which nothing else calls", strings.Join(names, " and "))
}

// Announce adds to the messages of the fixes of calls, which each leave others of the
// helper, that nothing calls it once all of them are applied.
func (m *Mender) Announce() {
	byHelper := map[*types.Func][]*late{}
	for _, l := range m.placed {
		byHelper[l.helper] = append(byHelper[l.helper], l)
	}
	for helper, all := range byHelper {
		var calls []*ast.CallExpr
		for _, l := range all {
			calls = append(calls, l.got)
		}
		if len(all) < 2 || !m.isOwn(helper) || !m.isUnusedWithout(helper, calls) {
			continue
		}
		for _, l := range all {
			l.fixed.Message += fmt.Sprintf("; with the fixes of all calls, nothing in sight calls %s any more", helper.Name())
		}
	}
}

// isOwn reports whether a helper is a function of the package that others can't name.
func (m *Mender) isOwn(helper *types.Func) bool {
	return helper != nil && helper.Pkg() == m.pass.Pkg && !helper.Exported() && helper.Signature().Recv() == nil
}

// isUnusedWithout reports whether calls are all that uses a function, but for itself.
func (m *Mender) isUnusedWithout(fn *types.Func, calls []*ast.CallExpr) bool {
	decl := m.declarationOf(fn)
	if decl == nil {
		return false
	}
	called := map[ast.Expr]bool{}
	for _, call := range calls {
		called[ast.Unparen(call.Fun)] = true
	}
	return !slices.ContainsFunc(m.usesOf(fn), func(use *ast.Ident) bool {
		own := decl.Pos() <= use.Pos() && use.Pos() < decl.End()
		return !own && !called[use]
	})
}

// needless returns the declarations of a helper and of the functions that only it calls;
// nil if one is not in file or has a directive, or if anything else is used by them only.
func (m *Mender) needless(file *ast.File, helper *types.Func) []*ast.FuncDecl {
	var decls []*ast.FuncDecl
	inside := func(use *ast.Ident) bool {
		return slices.ContainsFunc(decls, func(decl *ast.FuncDecl) bool { return decl.Pos() <= use.Pos() && use.Pos() < decl.End() })
	}
	add := func(fn *types.Func) bool {
		decl := m.declarationOf(fn)
		if decl == nil || syntax.FileAt(m.pass.Files, decl.Pos()) != file || hasDirective(decl) {
			return false
		}
		bodies.Of(m.pass).Around(decl.Pos())
		decls = append(decls, decl)
		return true
	}
	if !add(helper) {
		return nil
	}
	for i := 0; i < len(decls); i++ {
		whole := true
		ast.Inspect(decls[i], func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return whole
			}
			obj := m.pass.TypesInfo.Uses[id]
			if obj == nil || obj.Exported() || obj.Parent() != m.pass.Pkg.Scope() {
				return true
			}
			if slices.ContainsFunc(m.usesOf(obj), func(use *ast.Ident) bool { return !inside(use) && !m.isWithin(use, obj) }) {
				return true
			}
			fn, isFunc := obj.(*types.Func)
			known := isFunc && slices.Contains(decls, m.declarationOf(fn))
			whole = whole && (known || isFunc && add(fn))
			return whole
		})
		if !whole {
			return nil
		}
	}
	return decls
}

// isWithin reports whether a use of a function stands in its own declaration.
func (m *Mender) isWithin(use *ast.Ident, obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	decl := m.declarationOf(fn)
	return decl != nil && decl.Pos() <= use.Pos() && use.Pos() < decl.End()
}

// hasDirective reports whether the comment of a declaration tells tools something.
func hasDirective(decl *ast.FuncDecl) bool {
	return decl.Doc != nil && slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:") || strings.HasPrefix(c.Text, "//export ")
	})
}

// seesAll reports whether the pass has all files that may use a function of the package: it
// is one of a test, and no other file, which is for another system, has its name. Of others,
// some drivers see the uses in tests, and some do not; all should suggest the same.
func (m *Mender) seesAll(fn *types.Func) bool {
	if !syntax.IsTest(m.pass.Fset, syntax.FileAt(m.pass.Files, fn.Pos())) {
		return false
	}
	read := m.pass.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	return !slices.ContainsFunc(m.pass.IgnoredFiles, func(name string) bool {
		text, err := read(name)
		return err != nil || bytes.Contains(text, []byte(fn.Name()))
	})
}

// usesOf returns the identifiers in the package that stand for what it declares at its top.
func (m *Mender) usesOf(obj types.Object) []*ast.Ident {
	if m.spelled == nil {
		m.spelled = spelled(m.pass)
	}
	typed := bodies.Of(m.pass)
	var uses []*ast.Ident
	for _, id := range m.spelled[obj.Name()] {
		typed.Around(id.Pos())
		if m.pass.TypesInfo.Uses[id] == obj {
			uses = append(uses, id)
		}
	}
	return uses
}

// spelled returns the identifiers that are spelled as what the package declares at its top,
// by their names.
func spelled(pass *analysis.Pass) map[string][]*ast.Ident {
	all := map[string][]*ast.Ident{}
	for _, file := range pass.Files {
		for n := range ast.Preorder(file) {
			if id, ok := n.(*ast.Ident); ok && pass.Pkg.Scope().Lookup(id.Name) != nil {
				all[id.Name] = append(all[id.Name], id)
			}
		}
	}
	return all
}

// declarationOf returns the declaration of a function of the package, or nil.
func (m *Mender) declarationOf(fn *types.Func) *ast.FuncDecl {
	return syntax.DeclarationAt(syntax.FileAt(m.pass.Files, fn.Pos()), fn.Pos())
}
