// Package bodies type-checks the bodies of functions when somebody asks for them: most
// are of no interest to any analyzer.
//
// A driver that uses [Check] in place of go/types gets the package without them, and
// hands the [Bodies] to analyzers as the result of [Analyzer]. Under any other driver,
// everything is checked before, and there is nothing left to do.
package bodies

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Analyzer yields the [Bodies] of a package. Whoever reads type information of what is
// in a function requires it.
var Analyzer = &analysis.Analyzer{
	Name:       "sockvetbodies",
	Doc:        "type-check bodies of functions on demand",
	URL:        "https://pkg.go.dev/github.com/sockvet/sockvet/internal/bodies",
	Run:        func(*analysis.Pass) (any, error) { return new(Bodies), nil },
	ResultType: reflect.TypeFor[*Bodies](),
}

// Bodies are those of one package. They are not for use by several goroutines. A value
// without content is that of a package of which everything is checked.
type Bodies struct {
	Alone bool // nobody is to get facts about the package: what they would take can be saved

	fset  *token.FileSet
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
	left  map[*ast.FuncDecl]bool
	errs  map[*ast.FuncDecl]error
	first error
}

// Of returns the bodies of the package of pass: none are left if its analyzer does not
// require [Analyzer].
func Of(pass *analysis.Pass) *Bodies {
	if b, ok := pass.ResultOf[Analyzer].(*Bodies); ok {
		return b
	}
	return new(Bodies)
}

// Check sees to it that the type information of the package covers the body of decl, one
// of its functions. The error is that of go/types, always the same one for a function; a
// package that compiles has none.
func (b *Bodies) Check(decl *ast.FuncDecl) error {
	if !b.left[decl] {
		return b.errs[decl]
	}
	delete(b.left, decl)
	if err := b.check(decl); err != nil {
		b.errs[decl] = err
		b.first = cmp.Or(b.first, err)
		return err
	}
	return nil
}

// Err returns the first error of all that was checked. It is for the driver, which reports
// it whatever analyzers make of it.
func (b *Bodies) Err() error { return b.first }

// All checks all that is left. The error is that of the first function with one.
func (b *Bodies) All() error {
	return b.those(func(*ast.FuncDecl) bool { return true })
}

// Naming checks the functions in whose bodies a name stands. Err tells what is wrong with
// them.
func (b *Bodies) Naming(name string) {
	_ = b.those(func(decl *ast.FuncDecl) bool { return mentions(decl.Body, name) })
}

// Around checks the functions around positions, where there are any. Err tells what is
// wrong with them.
func (b *Bodies) Around(positions ...token.Pos) {
	if len(b.left) == 0 {
		return
	}
	for _, pos := range positions {
		if decl := b.around(pos); decl != nil {
			_ = b.Check(decl)
		}
	}
}

// around returns the function around a position, or nil.
func (b *Bodies) around(pos token.Pos) *ast.FuncDecl {
	for _, file := range b.files {
		if pos < file.FileStart || file.FileEnd < pos {
			continue
		}
		i, _ := slices.BinarySearchFunc(file.Decls, pos+1, func(decl ast.Decl, end token.Pos) int { return cmp.Compare(decl.End(), end) })
		if i < len(file.Decls) && file.Decls[i].Pos() <= pos {
			decl, _ := file.Decls[i].(*ast.FuncDecl)
			return decl
		}
	}
	return nil
}

// those checks functions in their order, which no map has.
func (b *Bodies) those(wanted func(*ast.FuncDecl) bool) error {
	for decl := range functions(b.files) {
		if !b.left[decl] && b.errs[decl] == nil || !wanted(decl) {
			continue
		}
		if err := b.Check(decl); err != nil {
			return err
		}
	}
	return nil
}

// mentions reports whether a name stands in n.
func mentions(n ast.Node, name string) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || id.Name == name
		}
		return !found
	})
	return found
}
