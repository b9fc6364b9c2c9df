package fix

import (
	"go/token"
	"go/types"
)

// called are the functions that drafts call whether or not the file imports their
// package, with their types as that package writes them.
var called = map[string]map[string]string{
	"net":     {"Listen": "func(network, address string) (Listener, error)"},
	"os":      {"RemoveAll": "func(path string) error"},
	"strconv": {"Itoa": "func(i int) string"},
}

// completed returns a package of the standard library that the package under
// analysis does not import itself. Drivers that look at one package at a time read
// no export data of it: known is what the imports mention, its types for the most
// part. What drafts call is put beside that.
func (f *Fixer) completed(pkg *types.Package) *types.Package {
	for _, imported := range f.pass.Pkg.Imports() {
		for _, name := range imported.Scope().Names() {
			imported.Scope().Lookup(name) // reads what it mentions
		}
	}
	full := types.NewPackage(pkg.Path(), pkg.Name())
	for _, name := range pkg.Scope().Names() {
		full.Scope().Insert(pkg.Scope().Lookup(name))
	}
	for name, signature := range called[pkg.Path()] {
		fn, err := types.Eval(token.NewFileSet(), pkg, token.NoPos, signature)
		if err == nil { // else nothing mentions the types in it
			full.Scope().Insert(types.NewFunc(token.NoPos, full, name, fn.Type.(*types.Signature)))
		}
	}
	full.MarkComplete()
	return full
}
