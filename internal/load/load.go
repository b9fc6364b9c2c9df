// Package load is the driver behind the command: it asks go list for packages,
// turns away those that the gate says can't matter, and analyzes the others, in
// parallel, with types from the export data that the build cache has.
package load

import (
	"errors"
	"io"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/unit"
)

// Options say what to analyze. Tags, Mod and ModFile are those of the go
// command, "" where it shall decide.
type Options struct {
	Dir      string // where the go command runs; "" for the working directory
	Patterns []string
	Tests    bool // analyze test files too
	Tags     string
	Mod      string
	ModFile  string
	NoGate   bool         // analyze every package outside the standard library
	Cache    *cache.Store // what earlier runs found out; nil to find out all anew
}

// A Result is what came of it.
type Result struct {
	Findings []output.Finding // sorted
	Problems []string         // what could not be loaded or analyzed, and why
	Notes    []string         // what else the user should know, which is no failure
	Details  []string         // what else users may want to know

	// Analyzed has the IDs of the packages that were analyzed: of the others, the gate
	// said that they can't matter, or an earlier run has found out what is to be known.
	Analyzed []string

	// Sources has the files that findings are about, by file name, as they were
	// analyzed. Files are missing that are of none of the packages.
	Sources map[string]*output.Source
}

// ErrNoPackages says that the patterns match nothing.
var ErrNoPackages = errors.New("no packages to check")

// Run analyzes the packages that match the patterns. What the go command has to
// say goes to stderr as it says it. The error says why there is no result at
// all; faults of single packages are in the result.
func Run(suite unit.Suite, opts *Options, stderr io.Writer) (*Result, error) {
	unit.RegisterFacts(suite.Analyzers)
	env := startEnv(opts)
	packages, err := list(opts, stderr)
	if err != nil {
		return nil, err
	}
	if len(packages) == 0 {
		return nil, ErrNoPackages
	}
	r, err := newRunner(suite, opts, packages, env())
	if err != nil {
		return nil, err
	}
	r.run(graph(packages))
	return r.result(packages), nil
}
