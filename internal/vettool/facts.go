package vettool

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/sockvet/sockvet/internal/unit"
)

// imported has what the imports let the package know, by import path.
type imported map[string]*unit.Export

// all returns the exports, in the order of their import paths.
func (i imported) all() []*unit.Export {
	var exports []*unit.Export
	for _, path := range slices.Sorted(maps.Keys(i)) {
		exports = append(exports, i[path])
	}
	return exports
}

// readFacts reads the vetx files of the imports. Those without facts are left
// out.
func (cfg *config) readFacts() (imported, error) {
	imports := imported{}
	decoder := unit.NewDecoder()
	for _, path := range slices.Sorted(maps.Keys(cfg.PackageVetx)) {
		file := cfg.PackageVetx[path]
		vetx, cached, err := readVetx(file)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		cfg.uncached = cfg.uncached || !cached
		export, err := decoder.Decode(vetx.Facts, file)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		if export != nil {
			imports[path] = export
		}
	}
	return imports, nil
}

// writeFacts writes the package's own vetx file.
func (cfg *config) writeFacts(export *unit.Export) error {
	if cfg.VetxOutput == "" {
		return nil
	}
	facts, err := export.Encode()
	if err != nil {
		return err
	}
	return unit.Vetx{Facts: facts}.WriteFile(cfg.VetxOutput)
}

// uncached is the name of a vetx file in a folder that is in its place.
const uncached = "facts"

// writeUncached writes the facts of a package so that importers find them, and the go
// command does not keep them: it puts a folder in the place of the file, which the go
// command passes on and fails to read. That is no error to it.
//
// That is for packages that have diagnostics. To the go command's cache, a package of
// which only the facts are asked for is like others ($GOROOT/src/cmd/go/internal/work/exec.go,
// Builder.vet, has no VetxOnly in its key, and prints what it has kept). If it kept the
// facts alone, it would not call the tool again when asked about the package itself, and
// the diagnostics would be lost. If it kept the diagnostics too, it would print them for
// any importer that it is asked about. Go 1.27 has VetxOnly in the key.
//
// It is for importers of such packages as well: their keys have the contents of vetx
// files, and know nothing of what is in a folder.
func (cfg *config) writeUncached(export *unit.Export) error {
	if cfg.VetxOutput == "" {
		return nil
	}
	if err := os.Mkdir(cfg.VetxOutput, 0o777); err != nil {
		return err
	}
	cfg.VetxOutput = filepath.Join(cfg.VetxOutput, uncached)
	return cfg.writeFacts(export)
}

// readVetx reads the vetx file of an import, or the one that writeUncached put into a
// folder in its place, and reports which. Most are files, and there are hundreds: it
// looks at what it is only if it can't be read.
func readVetx(name string) (vetx unit.Vetx, cached bool, err error) {
	vetx, err = unit.ReadVetx(name)
	if err == nil {
		return vetx, true, nil
	}
	if info, statErr := os.Stat(name); statErr == nil && info.IsDir() {
		vetx, err = unit.ReadVetx(filepath.Join(name, uncached))
	}
	return vetx, false, err
}
