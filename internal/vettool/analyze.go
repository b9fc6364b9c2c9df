package vettool

import (
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/sockvet/sockvet/internal/unit"
)

// analyze runs the analyzers and returns the records of the package. It is not
// ok if there is anything to tell the user: a diagnostic or an error.
func (cfg *config) analyze(opts *Options, imports [][]unit.Record) (records []unit.Record, ok bool) {
	fset := token.NewFileSet()
	u, err := unit.Parse(fset, cfg.unit())
	if err != nil {
		return nil, false
	}
	exports := cfg.exports(fset)
	packages, err := exports.Import(u.Imports())
	if err != nil {
		return nil, false
	}
	if err := u.Check(packages, types.SizesFor("gc", build.Default.GOARCH)); err != nil {
		return nil, false
	}
	analyzers := opts.Analyzers
	if cfg.VetxOnly {
		analyzers = unit.FactMakers(analyzers)
	}
	facts := unit.NewFacts(u.Types, imports, func(path string) *types.Package { return exports.Package(path, "") })
	diagnostics, err := u.Run(analyzers, facts)
	return facts.Records(), err == nil && len(diagnostics) == 0
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

// readFacts returns the records of each import that has some.
func (cfg *config) readFacts() ([][]unit.Record, error) {
	var imports [][]unit.Record
	for _, path := range slices.Sorted(maps.Keys(cfg.PackageVetx)) {
		vetx, err := unit.ReadVetx(cfg.PackageVetx[path])
		if err != nil {
			return nil, err
		}
		records, err := unit.DecodeRecords(vetx.Facts)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		if len(records) > 0 {
			imports = append(imports, records)
		}
	}
	return imports, nil
}
