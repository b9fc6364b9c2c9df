package vettool

import (
	"fmt"
	"maps"
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
	for path, file := range cfg.PackageVetx {
		vetx, err := unit.ReadVetx(file)
		if err != nil {
			return nil, err
		}
		export, err := decoder.Decode(vetx.Facts)
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
