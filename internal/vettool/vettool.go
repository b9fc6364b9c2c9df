// Package vettool is the driver behind go vet -vettool: it analyzes one
// package, which a .cfg file describes, and keeps its facts in a vetx file.
//
// x/tools' unitchecker, which does the same, type-checks every package before
// an analyzer can say that it does not care. So this driver comes before it: it
// turns most packages away unparsed, analyzes the others itself, and leaves to
// unitchecker only what there is to say something about.
package vettool

import (
	"archive/zip"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/gate"
	"github.com/sockvet/sockvet/internal/unit"
)

// Options say what to do with a package.
type Options struct {
	Config    string               // the .cfg file
	Analyzers []*analysis.Analyzer // those of the suite that are enabled
	NoGate    bool                 // analyze every package outside the standard library
}

// Run analyzes the package and reports whether that is all there is to do: it
// has no diagnostic, and its facts are written. If not, unitchecker can take
// over with the same .cfg file. The error says why neither can be done.
func Run(suite unit.Suite, opts *Options) (done bool, err error) {
	unit.RegisterFacts(suite.Analyzers)
	cfg, err := readConfig(opts.Config)
	if err != nil || !cfg.hasExportData() {
		return false, err
	}
	imports, err := cfg.readFacts()
	if err != nil {
		return false, err
	}
	if !cfg.matters(opts, imports.all()) {
		return true, cfg.finish(unit.NewExport(imports.all()))
	}
	export, diagnostics, err := cfg.analyze(suite, opts, imports.all())
	switch {
	case err != nil:
		// Unitchecker runs into it too, and says so in its own words.
	case diagnostics == 0:
		return true, cfg.finish(export)
	case cfg.VetxOnly:
		return true, cfg.writeUncached(export)
	default:
		// What is left to do is to report.
		if err := cfg.writeUncached(export); err != nil {
			return false, err
		}
		cfg.VetxOutput = ""
	}
	return false, cfg.handOver(imports)
}

// matters reports whether the package has to be analyzed. The standard library
// gets no facts, since the table describes it.
func (cfg *config) matters(opts *Options, imports []*unit.Export) bool {
	if cfg.VetxOnly && cfg.standard() {
		return false
	}
	p := gate.Package{Imports: cfg.importPaths(), Files: cfg.GoFiles, FactNames: unit.FactNames(imports)}
	return opts.NoGate || p.Matters()
}

// finish writes what unitchecker leaves behind of a package without
// diagnostics, but for its types: see handOver.
func (cfg *config) finish(export *unit.Export) error {
	write := cfg.writeFacts
	if cfg.uncached {
		write = cfg.writeUncached
	}
	if err := write(export); err != nil {
		return err
	}
	if cfg.FixArchive == "" {
		return nil
	}
	return writeNoFixes(cfg.FixArchive, cfg.ID)
}

// writeNoFixes writes an archive of no fixed files. Without it the go command
// would not take the package for done.
func writeNoFixes(name, id string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(file)
	if err := archive.SetComment(id); err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return file.Close()
}
