package sockflow

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/dirs"
	"github.com/sockvet/sockvet/internal/sockflow/extent"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// analyzeSome is the analysis of a package without facts for others. It leaves the bodies of
// functions alone that cannot matter: of a large package's tests, nearly all. It begins with
// those that may get a socket or a directory from somewhere; where a question comes up
// that others have a say in, it begins anew with them. The result is that with all functions.
// The error is that of a fact that cannot be read.
func analyzeSome(pass *analysis.Pass) (*Result, error) {
	index := indexOf(pass)
	var words []extent.Word
	for _, name := range slices.Concat(program.NamesOf(pass, sockapi.Acquires, sockapi.Makes, sockapi.Sets, sockapi.Asks), dirs.Sweeps) {
		words = append(words, extent.Word{Name: name})
	}
	for _, name := range program.CallableFields(pass.Pkg) {
		words = append(words, extent.Word{Name: name, Sets: true})
	}
	for _, name := range program.PathBinders(pass) {
		words = append(words, extent.Word{Name: name, Bare: true})
	}
	for {
		reach := index.Reach(words)
		a, err := analyze(pass, reach.Has)
		if err != nil {
			return nil, err
		}
		result := a.result() // it asks, too
		missing := reach.Missing(a.Wanted())
		if len(missing) == 0 {
			return result, result.addPorts(index)
		}
		words = append(words, missing...)
	}
}

// indexOf returns the index of the package's functions.
func indexOf(pass *analysis.Pass) *extent.Index {
	return extent.New(pass.Files, pass.Pkg.Imports(), func(variable string) bool {
		obj := pass.Pkg.Scope().Lookup(variable)
		return obj != nil && ssacode.IsFunc(obj.Type())
	})
}
