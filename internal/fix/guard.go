package fix

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"strconv"

	"github.com/sockvet/sockvet/internal/syntax"
)

// compile type-checks the package with text in the place of the file s. The
// error is the first one in that file. The bodies of functions in other files are
// left out: no edit of this one can break them, but for those that change a
// declaration, which are looked after by whoever drafts them.
func (f *Fixer) compile(s *source, text []byte) error {
	fset := f.pass.Fset
	edited, err := parser.ParseFile(fset, s.name, text, parser.SkipObjectResolution)
	if edited != nil {
		defer fset.RemoveFile(fset.File(edited.FileStart))
	}
	if err != nil {
		return err
	}
	files := []*ast.File{edited}
	for _, file := range f.pass.Files {
		if file != s.syntax {
			files = append(files, withoutBodies(file))
		}
	}
	var first error
	config := f.config(func(err error) {
		fault, ok := err.(types.Error)
		if first == nil && (!ok || edited.FileStart <= fault.Pos && fault.Pos <= edited.FileEnd) {
			first = err
		}
	})
	// The error that Check returns may be that of another file.
	_, _ = config.Check(f.pass.Pkg.Path(), fset, files, nil)
	return first
}

// config returns how to type-check the package, with what hears of the errors.
func (f *Fixer) config(report func(error)) *types.Config {
	return &types.Config{
		Importer:  importer{f},
		Sizes:     f.pass.TypesSizes,
		GoVersion: f.pass.Pkg.GoVersion(),
		Error:     report,
	}
}

// withoutBodies returns file with the declarations of its functions only. Their
// imports are then unused, and their bodies missing: errors that nobody asks for.
func withoutBodies(file *ast.File) *ast.File {
	bare := *file
	bare.Decls = nil
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			head := *fn
			head.Body = nil
			decl = &head
		}
		bare.Decls = append(bare.Decls, decl)
	}
	return &bare
}

// An importer knows the packages that the package under analysis was checked
// with, as the files of the package spell their paths.
type importer struct{ *Fixer }

func (i importer) Import(path string) (*types.Package, error) {
	pkg := i.known()[path]
	switch {
	case pkg == nil:
	case pkg.Complete():
		return pkg, nil
	case called[path] != nil:
		return i.completed(pkg), nil
	}
	return nil, fmt.Errorf("%s is not among the imports of the package", strconv.Quote(path))
}

// known returns the packages that may be imported: those that the files import,
// by the path as written, and those that these import.
func (f *Fixer) known() map[string]*types.Package {
	if f.packages != nil {
		return f.packages
	}
	f.packages = map[string]*types.Package{"unsafe": types.Unsafe}
	for _, file := range f.pass.Files {
		for _, spec := range file.Imports {
			if pkg := f.pass.TypesInfo.PkgNameOf(spec); pkg != nil {
				f.packages[importPath(spec)] = pkg.Imported()
			}
		}
	}
	seen := map[*types.Package]bool{}
	var visit func(*types.Package)
	visit = func(pkg *types.Package) {
		for _, p := range pkg.Imports() {
			if seen[p] {
				continue
			}
			seen[p] = true
			if f.packages[p.Path()] == nil && syntax.IsStandard(p.Path()) {
				f.packages[p.Path()] = p
			}
			visit(p)
		}
	}
	visit(f.pass.Pkg)
	return f.packages
}
