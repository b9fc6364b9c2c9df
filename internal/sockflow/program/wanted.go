package program

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/extent"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Want notes that the answer to a question is right only if the program has the bodies of
// all functions of the package that mention one of the names.
func (prog *Program) Want(names ...string) {
	for _, name := range names {
		prog.wanted[extent.Word{Name: name}] = true
	}
}

// WantWith is Want, but only for functions with a parameter of type typ.
func (prog *Program) WantWith(typ *types.TypeName, name string) {
	prog.wanted[extent.Word{Name: name, With: typ.Name()}] = true
}

// WantBody has the program have fn itself, a function of the package.
func (prog *Program) WantBody(fn *types.Func) {
	prog.wanted[extent.Word{Name: fn.Name(), Declared: true}] = true
}

// GuessingCallers returns the sites at which functions of the package call fn, and no other one
// by a variable or an interface; in tests, only where they mention a number which may be the port
// that is asked for.
func (prog *Program) GuessingCallers(fn *ssa.Function) []*Site {
	if obj := fn.Object(); obj != nil {
		prog.wanted[extent.Word{Name: obj.Name(), Guess: true}] = true
	}
	return slices.DeleteFunc(slices.Clone(prog.callers[fn]), func(s *Site) bool { return s.Fn != fn || s.Opaque })
}

// WantUsers is Want for whoever calls fn, or hands it on. Those of a function literal are in
// the function around it, or in who mentions the variable that holds it.
func (prog *Program) WantUsers(fn *ssa.Function) {
	if obj := fn.Object(); obj != nil {
		prog.Want(obj.Name())
	}
}

// Wanted returns the words for what was wanted, sorted.
func (prog *Program) Wanted() []extent.Word {
	return slices.SortedFunc(maps.Keys(prog.wanted), func(a, b extent.Word) int {
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
}

// Callers returns the sites at which functions of the package call fn.
func (prog *Program) Callers(fn *ssa.Function) []*Site {
	prog.WantUsers(fn)
	return prog.callers[fn]
}

// NamesOf returns the names of the functions that play one of the roles and that a package
// may call, by the table or by facts; those that are no methods with their import path. Of
// Acquires and Makes, they are those with sources.
func NamesOf(pass *analysis.Pass, roles ...sockapi.Role) []string {
	imports := map[string]bool{}
	for _, imported := range pass.Pkg.Imports() {
		imports[imported.Path()] = true
	}
	var names, words []string
	for _, fn := range sockapi.Funcs() {
		if slices.ContainsFunc(fn.Effects, func(e sockapi.Effect) bool { return slices.Contains(roles, e.Role) }) {
			if path, method, name := fn.Split(); method {
				names = append(names, name)
			} else if imports[path] {
				names = append(names, path+"."+name)
			}
		}
	}
	for _, role := range roles {
		words = append(words, summary.WordsOf(role)...)
	}
	for _, f := range pass.AllObjectFacts() {
		fact, ok := f.Fact.(*summary.Fact)
		if ok && (fact.Says(words...) || slices.Contains(roles, sockapi.Gets) && fact.ReadsEnvironment()) {
			names = append(names, wordFor(f.Object))
		}
	}
	return names
}

// PathBinders returns the names of the functions, as NamesOf does, of which facts say that
// they bind an address that may be the path of a Unix socket.
func PathBinders(pass *analysis.Pass) []string {
	var names []string
	for _, f := range pass.AllObjectFacts() {
		if fact, ok := f.Fact.(*summary.Fact); ok && fact.BindsPath() {
			names = append(names, wordFor(f.Object))
		}
	}
	return names
}

// wordFor returns what a function says that uses obj of another package.
func wordFor(obj types.Object) string {
	if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
		return fn.Name()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}
