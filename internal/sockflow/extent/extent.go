// Package extent tells which functions of a package need a look: most of a large program's,
// and of its tests, have nothing to do with a socket or a directory of their own. It goes by
// the names in their text, and so may take too many, never too few.
package extent

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// An Index has the functions of a package by what their text mentions: identifiers, and
// for what is of other packages, the import path, a dot and the name. Functions have numbers,
// in the order of the text.
type Index struct {
	funcs    []*ast.FuncDecl
	numbers  map[*ast.FuncDecl]int
	by       map[string][]int // functions by what they mention
	mentions [][]string       // what each function mentions of the package's functions and types
	named    map[string][]int // functions by their names, methods also by that of their type
	always   []int            // functions that are never left out
	setting  map[string][]int // functions by the fields that they set
	setters  map[int][]string // the package-level variables for functions that a function sets

	guessing  map[int]bool        // functions that mention a guess
	variables map[string][]string // what the initializers of package-level variables mention, by their names
	isFunc    func(variable string) bool
	packages  map[string]string   // the names of packages, by import path
	imports   map[string][]string // import paths, by their names in the file that is looked at; "." is that of those without
	types     map[string][]string // where types have their methods from: those that they embed or are made of
}

// New returns the index of the files of a package that imports packages. The variables for
// which isFunc is true may hold functions.
func New(files []*ast.File, packages []*types.Package, isFunc func(variable string) bool) *Index {
	x := &Index{
		isFunc: isFunc, packages: map[string]string{},
		numbers: map[*ast.FuncDecl]int{}, by: map[string][]int{}, named: map[string][]int{},
		setters: map[int][]string{}, setting: map[string][]int{}, variables: map[string][]string{}, types: map[string][]string{},
	}
	for _, pkg := range packages {
		x.packages[pkg.Path()] = pkg.Name()
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				x.addName(decl)
			}
		}
	}
	for _, file := range files {
		x.imports = x.importsOf(file)
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.GenDecl); ok {
				x.addSpecs(decl)
			}
		}
	}
	for _, file := range files {
		x.imports = x.importsOf(file)
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				x.addText(x.numbers[decl], decl)
			}
		}
	}
	return x
}

// importsOf returns the import paths of the packages that a file names, by these names.
func (x *Index) importsOf(file *ast.File) map[string][]string {
	paths := map[string][]string{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // such a file does not compile
		}
		name := x.packages[path]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		paths[name] = append(paths[name], path)
	}
	return paths
}

func (x *Index) addName(decl *ast.FuncDecl) {
	i := len(x.funcs)
	x.funcs = append(x.funcs, decl)
	x.numbers[decl] = i
	x.named[decl.Name.Name] = append(x.named[decl.Name.Name], i)
	if decl.Recv != nil {
		name := receiver(decl)
		x.named[name] = append(x.named[name], i)
	}
	switch decl.Name.Name {
	case "init", "main", "TestMain":
		x.always = append(x.always, i)
	}
}

// receiver returns the name of the type that a method is of.
func receiver(decl *ast.FuncDecl) string {
	name := ""
	ast.Inspect(decl.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name // before those of type parameters
		}
		return name == ""
	})
	return name
}

func (x *Index) addSpecs(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			x.types[spec.Name.Name] = append(x.types[spec.Name.Name], methodsFrom(spec)...)
		case *ast.ValueSpec:
			if decl.Tok == token.VAR {
				x.addVariables(spec)
			}
		}
	}
}

func (x *Index) addVariables(spec *ast.ValueSpec) {
	var mentioned []string
	for _, value := range spec.Values {
		mentioned = append(mentioned, x.words(value)...)
	}
	for _, name := range spec.Names {
		x.variables[name.Name] = append([]string{}, mentioned...)
	}
}

// methodsFrom returns the names of the types that the methods of a declared type may be of.
func methodsFrom(spec *ast.TypeSpec) []string {
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		return idents(spec.Type)
	}
	var all []string
	for _, field := range s.Fields.List {
		if len(field.Names) == 0 {
			all = append(all, idents(field.Type)...)
		}
	}
	return all
}

// addText notes what function number i mentions and sets.
func (x *Index) addText(i int, decl *ast.FuncDecl) {
	var own []string
	for _, name := range x.words(decl.Type, decl.Body) {
		x.by[name] = append(x.by[name], i)
		if x.named[name] != nil || x.types[name] != nil {
			own = append(own, name)
		}
	}
	x.mentions = append(x.mentions, own)
	x.addSettings(i, decl)
}

// yields reports whether callers may get something from a function by its results. What it
// leaves otherwise the analysis finds out, see [Reach.Missing].
func yields(decl *ast.FuncDecl) bool {
	if decl.Type.Results == nil {
		return false
	}
	return slices.ContainsFunc(decl.Type.Results.List, func(f *ast.Field) bool {
		id, ok := f.Type.(*ast.Ident)
		return !ok || id.Name != "error" && id.Name != "bool"
	})
}

// words returns the identifiers in the text of nodes, and what they name of other packages,
// each once, in the order of the text.
func (x *Index) words(nodes ...ast.Node) []string {
	var all []string
	seen := map[string]bool{}
	add := func(word string) {
		if !seen[word] {
			seen[word] = true
			all = append(all, word)
		}
	}
	for _, n := range nodes {
		if n == (*ast.BlockStmt)(nil) {
			continue // of a function that is written elsewhere
		}
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				add(n.Name)
				for _, path := range x.imports["."] {
					add(path + "." + n.Name)
				}
			case *ast.SelectorExpr:
				if id, ok := ast.Unparen(n.X).(*ast.Ident); ok {
					for _, path := range x.imports[id.Name] {
						add(path + "." + n.Sel.Name)
					}
				}
			}
			return true
		})
	}
	return all
}

// idents returns the identifiers in the text of n.
func idents(n ast.Node) []string { return new(Index).words(n) }
