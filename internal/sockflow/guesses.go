package sockflow

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/binds"
	"github.com/sockvet/sockvet/internal/sockflow/extent"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/syntax"
)

// maxGuessing bounds how many functions are looked at for ports: of a package whose tests all run
// its server, those that are next to the binds.
const maxGuessing = 100

// addPorts finds the binds of ports of which something is known. That is about few functions, and
// about what they do only as far as facts and the table tell: they are a program of their own,
// in which nothing is followed. index is that of the package, nil if there is none yet. The
// error is that of a function that does not compile, or of a fact that cannot be read.
func (r *Result) addPorts(index *extent.Index) error {
	pass := r.pass
	tests := slices.DeleteFunc(slices.Clone(pass.Files), func(file *ast.File) bool { return !syntax.IsTest(pass.Fset, file) })
	names := program.NamesOf(pass, sockapi.Binds, sockapi.Acquires)
	if len(names) == 0 || len(tests) == 0 && !binds.MayDraw(pass.Pkg) {
		return nil
	}
	if index == nil {
		index = indexOf(pass)
	}
	if !index.AddGuesses(tests, binds.Draws(pass.Pkg)) {
		return nil
	}
	var words []extent.Word
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) { // the first ones count if there are too many
		words = append(words, extent.Word{Name: name, Guess: true})
	}
	for {
		reach := index.Guessing(words, maxGuessing)
		prog, err := lightProgram(pass, reach.Has)
		if err != nil {
			return err
		}
		found := binds.Ports(prog)
		if prog.Err != nil {
			return prog.Err
		}
		asked := slices.DeleteFunc(prog.Wanted(), func(w extent.Word) bool { return !w.Guess && !w.Declared || slices.Contains(words, w) })
		missing := reach.Missing(asked)
		if len(missing) == 0 {
			r.Binds = append(r.Binds, found...)
			return nil
		}
		words = append(words, missing...)
	}
}

// lightProgram returns the program with the functions for which has is true, of which no more
// is known than their bodies.
func lightProgram(pass *analysis.Pass, has func(*ast.FuncDecl) bool) (*program.Program, error) {
	if err := checkBodies(pass, has); err != nil {
		return nil, err
	}
	prog := program.New(pass, has)
	none := &summary.Summary{}
	prog.Summary = func(*ssa.Function) *summary.Summary { return none }
	return prog, nil
}
