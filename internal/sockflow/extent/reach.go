package extent

import (
	"go/ast"
	"slices"
)

// A Word is a name that functions are looked for by: those that mention it, and of these, if
// With is the name of a type, those that have a parameter or a receiver of it; if Declared
// is set, those that have the name; or, if Sets is set, those that set a field of that name, or
// all fields of a type of that name. What the last ones call is not of interest, nor is what
// those call that only mention a word that is Bare. If Guess is set, those
// count too that mention a variable which holds a function of that name, and of tests only those
// that mention a guess, see [Index.AddGuesses].
type Word struct {
	Name, With                  string
	Declared, Sets, Bare, Guess bool
}

// A Reach is the functions that need a look.
type Reach struct {
	index *Index
	funcs []bool          // by number
	words map[Word]bool   // that were looked for
	names map[string]bool // whose functions are in
}

// Reach returns the functions that mention one of the words, or a variable or a function with
// results that does, which may hand on what it has; and whatever all of those may call.
func (x *Index) Reach(words []Word) *Reach {
	r := &Reach{x, make([]bool, len(x.funcs)), map[Word]bool{}, map[string]bool{}}
	for _, word := range words {
		if !word.Sets && !word.Bare {
			r.addWord(word)
		}
	}
	for _, i := range x.always {
		r.addCallees(i)
	}
	for _, mentioned := range x.variables {
		for _, name := range mentioned {
			r.addNamed(name)
		}
	}
	for i, in := range slices.Clone(r.funcs) {
		if in {
			r.addCalleesOf(i)
		}
	}
	for _, word := range words {
		if word.Sets || word.Bare {
			for _, i := range x.with(word) {
				r.funcs[i] = true
			}
		}
	}
	return r
}

// Callees returns the functions for which is is true, and whatever those may call.
func (x *Index) Callees(is func(*ast.FuncDecl) bool) *Reach {
	r := &Reach{x, make([]bool, len(x.funcs)), map[Word]bool{}, map[string]bool{}}
	for i, decl := range x.funcs {
		if is(decl) {
			r.addCallees(i)
		}
	}
	return r
}

// addWord adds who mentions a word, and who mentions those.
func (r *Reach) addWord(word Word) {
	for _, i := range r.index.with(word) {
		if decl := r.index.funcs[i]; yields(decl) {
			r.addUsers(Word{Name: decl.Name.Name})
		}
	}
	r.addUsers(word)
}

// addUsers adds who mentions a word, or a variable that holds a function which does.
func (r *Reach) addUsers(word Word) {
	if r.words[word] {
		return
	}
	r.words[word] = true
	for _, i := range r.index.with(word) {
		r.funcs[i] = true
		for _, name := range r.index.setters[i] {
			r.addUsers(Word{Name: name})
		}
	}
	for name, mentioned := range r.index.variables {
		if r.index.isFunc(name) && slices.Contains(mentioned, word.Name) {
			r.addUsers(Word{Name: name})
		}
	}
}

// addNamed adds functions of that name, methods of the type of that name, and what they may
// call.
func (r *Reach) addNamed(name string) {
	if r.names[name] {
		return
	}
	r.names[name] = true
	for _, from := range r.index.types[name] {
		r.addNamed(from)
	}
	for _, i := range r.index.named[name] {
		r.addCallees(i)
	}
}

// addCallees adds function number i and what it may call.
func (r *Reach) addCallees(i int) {
	if !r.funcs[i] {
		r.funcs[i] = true
		r.addCalleesOf(i)
	}
}

func (r *Reach) addCalleesOf(i int) {
	for _, name := range r.index.mentions[i] {
		r.addNamed(name)
	}
}

// Has reports whether decl needs a look.
func (r *Reach) Has(decl *ast.FuncDecl) bool {
	return r.funcs[r.index.numbers[decl]]
}

// Missing returns those of the words that functions outside mention.
func (r *Reach) Missing(words []Word) []Word {
	var missing []Word
	for _, word := range words {
		if slices.ContainsFunc(r.index.with(word), func(i int) bool { return !r.funcs[i] }) {
			missing = append(missing, word)
		}
	}
	return missing
}

// with returns the functions that are looked for by a word.
func (x *Index) with(word Word) []int {
	all := x.by[word.Name]
	switch {
	case word.Guess:
		all = slices.Concat(all, x.byVariable(word.Name))
		slices.Sort(all)
		return slices.DeleteFunc(slices.Compact(all), func(i int) bool { return isTest(x.funcs[i]) && !x.guessing[i] })
	case word.Declared:
		return x.named[word.Name]
	case word.Sets:
		return x.setting[word.Name]
	case word.With == "":
		return all
	}
	var some []int
	for _, i := range all {
		if x.takes(x.funcs[i], word.With) {
			some = append(some, i)
		}
	}
	return some
}

// takes reports whether decl, or a literal in it, has a parameter or receiver whose type
// has that name, or one that is made of it.
func (x *Index) takes(decl *ast.FuncDecl, typ string) bool {
	is := func(name string) bool { return name == typ || slices.Contains(x.types[name], typ) }
	found := decl.Recv != nil && is(receiver(decl))
	ast.Inspect(decl, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncType); ok {
			found = found || slices.ContainsFunc(idents(f.Params), is)
		}
		return !found
	})
	return found
}
