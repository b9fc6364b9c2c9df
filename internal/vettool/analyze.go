package vettool

import (
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"io"
	"os"

	"github.com/sockvet/sockvet/internal/unit"
)

// analyze runs the analyzers and returns what importers get to know of the
// package, and the number of diagnostics. The error says why the package could
// not be analyzed.
func (cfg *config) analyze(suite unit.Suite, opts *Options, imports []*unit.Export) (*unit.Export, int, error) {
	fset := token.NewFileSet()
	u, err := unit.Parse(fset, cfg.unit())
	if err != nil {
		return nil, 0, err
	}
	exports := cfg.exports(fset)
	packages, err := exports.Import(u.Imports())
	if err != nil {
		return nil, 0, err
	}
	if err := u.Check(packages, types.SizesFor("gc", build.Default.GOARCH)); err != nil {
		return nil, 0, err
	}
	facts, err := unit.NewFacts(u.Types, imports, func(path string) *types.Package { return exports.Package(path, "") })
	if err != nil {
		return nil, 0, err
	}
	analyzers := opts.Analyzers
	if cfg.VetxOnly && !cfg.local() {
		analyzers = unit.FactMakers(analyzers)
	}
	diagnostics, err := u.Run(analyzers, facts)
	for _, note := range u.Notes {
		fmt.Fprintln(os.Stderr, "sockvet:", note)
	}
	return facts.Export(&suite), len(diagnostics), err
}

// exports returns an importer of the packages that the config names. In a
// config, a test variant goes by the import path of its package.
func (cfg *config) exports(fset *token.FileSet) *unit.Exports {
	open := func(path string) (io.ReadCloser, error) {
		file := cfg.PackageFile[path]
		if file == "" {
			return nil, fmt.Errorf("no export data for %q", path)
		}
		return os.Open(file)
	}
	return unit.NewExports(fset, open, nil)
}
