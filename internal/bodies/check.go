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
	heads := Bare(files, func(decl *ast.FuncDecl) bool { return !b.left[decl] })
	b.pkg, _ = bare.Check(path, fset, heads, info) // what it returns has been heard
	for i, file := range files {
		move[ast.Node](info.Scopes, heads[i], file)
		move(info.FileVersions, heads[i], file)
	}
	if h.first != nil {
		return b.pkg, b, h.first
	}
	return b.pkg, b, b.orderVariables()
}

// NewInfo returns an Info with all maps that there are for a package, as drivers make them.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
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

// Bare returns copies of files in which the functions for which has is false have no bodies.
// Nothing in files is changed: others may be reading them.
func Bare(files []*ast.File, has func(*ast.FuncDecl) bool) []*ast.File {
	all := make([]*ast.File, len(files))
	for i, file := range files {
		f := *file
		f.Decls = slices.Clone(f.Decls)
		for j, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && !has(fn) {
				head := *fn
				head.Body = nil
				f.Decls[j] = &head
			}
		}
		all[i] = &f
	}
	return all
}

// move gives a key's value in m, if it has one, to another key. What info holds of a copy of a
// file goes to the file itself that way; all else belongs to nodes that both share.
func move[K comparable, V any](m map[K]V, from, to K) {
	if v, ok := m[from]; ok {
		m[to] = v
		delete(m, from)
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
