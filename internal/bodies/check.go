package bodies

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"reflect"
	"slices"
)

// Check type-checks a package as config.Check does, but for the bodies of functions,
// which are checked when the Bodies are asked for them; in whole files, nothing is left.
// Info has all maps. What no longer comes up are errors in bodies that are left, and in the
// files with these an import that is not used: it is for the compiler to say that a package
// does not compile.
//
// Some are checked at once: bodies of generic functions and of methods of generic types;
// of init functions, which always run; and those on which it depends in what order
// variables are initialized.
func Check(config *types.Config, path string, fset *token.FileSet, files []*ast.File, info *types.Info, whole ...*ast.File) (*types.Package, *Bodies, error) {
	if !canWait(config) {
		return CheckAll(config, path, fset, files, info)
	}
	rest := slices.DeleteFunc(slices.Clone(files), func(file *ast.File) bool { return slices.Contains(whole, file) })
	b := &Bodies{fset: fset, info: info, files: files, left: later(rest), errs: map[*ast.FuncDecl]error{}}
	h := &hearer{report: config.Error, rest: rest}
	bare := *config
	bare.Error = h.hear
	restore := withoutBodies(b.left)
	b.pkg, _ = bare.Check(path, fset, files, info) // what it returns has been heard
	restore()
	if h.first != nil {
		return b.pkg, b, h.first
	}
	return b.pkg, b, b.orderVariables()
}

// A hearer hears of errors of go/types.
type hearer struct {
	report func(error) // may be nil
	rest   []*ast.File // the files in which imports may seem to be unused
	first  error
}

func (h *hearer) hear(err error) {
	var fault types.Error
	if errors.As(err, &fault) && fault.Soft && slices.ContainsFunc(h.rest, func(file *ast.File) bool { return isImport(file, fault.Pos) }) {
		return
	}
	if h.first == nil {
		h.first = err
	}
	if h.report != nil {
		h.report(err)
	}
}

// isImport reports whether an import of file stands at pos.
func isImport(file *ast.File, pos token.Pos) bool {
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool { return spec.Pos() <= pos && pos < spec.End() })
}

// CheckAll does what config.Check does. No body is left.
func CheckAll(config *types.Config, path string, fset *token.FileSet, files []*ast.File, info *types.Info) (*types.Package, *Bodies, error) {
	pkg, err := config.Check(path, fset, files, info)
	return pkg, new(Bodies), err
}

// canWait reports whether a body can be checked without the config. What is then taken
// for sizes are those of most platforms, which constants depend on. The language version
// is the newest: code keeps its meaning in newer ones as far as types go.
func canWait(config *types.Config) bool {
	const usual = "amd64" // see stdSizes in $GOROOT/src/go/types/sizes.go
	return config.Sizes == nil || reflect.DeepEqual(config.Sizes, types.SizesFor("gc", usual))
}

// later returns the functions whose bodies can wait.
func later(files []*ast.File) map[*ast.FuncDecl]bool {
	left := map[*ast.FuncDecl]bool{}
	for decl := range functions(files) {
		if decl.Body != nil && decl.Name.Name != "init" && !generic(decl) {
			left[decl] = true
		}
	}
	return left
}

// generic reports whether a function, or the type that it is a method of, has type
// parameters.
func generic(decl *ast.FuncDecl) bool {
	if decl.Type.TypeParams != nil {
		return true
	}
	found := false
	if decl.Recv != nil {
		ast.Inspect(decl.Recv, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.IndexExpr, *ast.IndexListExpr:
				found = true
			}
			return !found
		})
	}
	return found
}

// withoutBodies takes the bodies from functions until restore is called.
func withoutBodies(decls map[*ast.FuncDecl]bool) (restore func()) {
	taken := make(map[*ast.FuncDecl]*ast.BlockStmt, len(decls))
	for decl := range decls {
		taken[decl], decl.Body = decl.Body, nil
	}
	return func() {
		for decl, body := range taken {
			decl.Body = body
		}
	}
}

// functions yields the functions of files, in order.
func functions(files []*ast.File) iter.Seq[*ast.FuncDecl] {
	return func(yield func(*ast.FuncDecl) bool) {
		for _, file := range files {
			for _, decl := range file.Decls {
				if decl, ok := decl.(*ast.FuncDecl); ok && !yield(decl) {
					return
				}
			}
		}
	}
}
