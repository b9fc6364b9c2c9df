package extent

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// AddGuesses notes which functions mention a guess, a number that may be a port: in tests, one in
// the range of outgoing connections (see package portguess, under passes), in the function or by
// the name of a constant, a variable or a function that has it; or what one of draws yields. It
// reports whether there is any.
func (x *Index) AddGuesses(tests []*ast.File, draws []string) bool {
	x.guessing = map[int]bool{}
	words := slices.Clone(draws)
	add := func(i int) {
		if decl := x.funcs[i]; !x.guessing[i] && yieldsPort(decl) {
			words = append(words, decl.Name.Name)
		}
		x.guessing[i] = true
	}
	for _, file := range tests {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if hasGuess(decl) {
					add(x.numbers[decl])
				}
			case *ast.GenDecl:
				words = append(words, guesses(decl)...)
			}
		}
	}
	for n := 0; n < len(words); n++ {
		for _, i := range x.by[words[n]] {
			add(i)
		}
	}
	return len(x.guessing) > 0
}

// Guessing returns the functions that mention one of the words, or a variable that holds a function
// which does; those that set package-level variables to a guess, or such a variable; but not what
// they call. A word with which they are more than most is left out.
func (x *Index) Guessing(words []Word, most int) *Reach {
	r := &Reach{x, make([]bool, len(x.funcs)), map[Word]bool{}, map[string]bool{}}
	for _, word := range words {
		more := slices.DeleteFunc(slices.Clone(x.with(word)), func(i int) bool { return r.funcs[i] })
		if len(more) > most {
			continue
		}
		most -= len(more)
		for _, i := range more {
			r.funcs[i] = true
		}
	}
	for _, i := range x.always {
		r.funcs[i] = r.funcs[i] || x.guessing[i]
	}
	in := slices.Clone(r.funcs)
	mentioned := func(name string) bool { return slices.ContainsFunc(x.by[name], func(i int) bool { return in[i] }) }
	for i, variables := range x.setters {
		r.funcs[i] = in[i] || slices.ContainsFunc(variables, mentioned)
	}
	return r
}

// byVariable returns the functions that mention a variable which holds a function of that name.
func (x *Index) byVariable(name string) []int {
	var all []int
	for variable, mentioned := range x.variables {
		if x.isFunc(variable) && slices.Contains(mentioned, name) {
			all = append(all, x.by[variable]...)
		}
	}
	return all
}

// yieldsPort reports whether a result of a function may be a port, or an address: a number, or text.
func yieldsPort(decl *ast.FuncDecl) bool {
	if decl.Type.Results == nil {
		return false
	}
	return slices.ContainsFunc(decl.Type.Results.List, func(f *ast.Field) bool {
		id, ok := f.Type.(*ast.Ident)
		return ok && slices.Contains([]string{"string", "int", "uint16", "int32", "uint", "uint32", "int64"}, id.Name)
	})
}

// isTest reports whether decl is run by go test, as far as its name tells, or is a method of a
// suite of tests.
func isTest(decl *ast.FuncDecl) bool {
	name := decl.Name.Name
	return slices.ContainsFunc([]string{"Test", "Benchmark", "Fuzz", "Example"}, func(p string) bool { return strings.HasPrefix(name, p) })
}

// guesses returns the names that a declaration gives to guesses.
func guesses(decl *ast.GenDecl) []string {
	var names []string
	for _, spec := range decl.Specs {
		if spec, ok := spec.(*ast.ValueSpec); ok && hasGuess(spec) {
			for _, name := range spec.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// hasGuess reports whether a literal in n is a guess: a number of the range but its last one,
// which is that of all ports and no port of anybody's, or text that ends in one; or whether
// something is added to what is called a port.
func hasGuess(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = found || isGuess(n)
		case *ast.BinaryExpr:
			found = found || n.Op == token.ADD && isCalledPort(n.X)
		}
		return !found
	})
	return found
}

func isCalledPort(e ast.Expr) bool {
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	}
	return strings.HasSuffix(strings.ToLower(name), "port")
}

func isGuess(lit *ast.BasicLit) bool {
	digits := strings.ReplaceAll(lit.Value, "_", "")
	switch lit.Kind {
	case token.STRING:
		digits = strings.Trim(digits, "\"`")
		digits = digits[strings.LastIndexByte(digits, ':')+1:]
	case token.INT:
	default:
		return false
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	return err == nil && sockapi.MayConnect(int(n))
}
