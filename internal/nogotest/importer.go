package nogotest

import (
	"fmt"
	"go/token"
	"go/types"
	"os"

	"golang.org/x/tools/go/gcexportdata"
)

// An importer reads the export data of what one package imports. It shares nothing
// with those of other packages, not even file positions.
type importer struct {
	fset     *token.FileSet
	files    map[string]string         // export data, by the import path in the source code
	paths    map[string]string         // import paths of packages, by the same
	packages map[string]*types.Package // what was read, and what that mentions
}

func newImporter(p *listed, exports map[string]string) *importer {
	imp := &importer{
		fset:     token.NewFileSet(),
		files:    map[string]string{},
		paths:    map[string]string{},
		packages: map[string]*types.Package{},
	}
	for _, id := range p.Imports {
		imp.files[path(id)], imp.paths[path(id)] = exports[id], path(id)
	}
	for written, id := range p.ImportMap {
		imp.files[written], imp.paths[written] = exports[id], path(id)
	}
	return imp
}

// Import returns the package that the source code calls written.
func (imp *importer) Import(written string) (*types.Package, error) {
	if written == "unsafe" {
		return types.Unsafe, nil
	}
	path := imp.paths[written]
	if pkg := imp.packages[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	file, err := os.Open(imp.files[written])
	if err != nil {
		return nil, fmt.Errorf("no export data for %q: %w", written, err)
	}
	defer file.Close()
	//lint:ignore SA1019 the build cache of Go 1.26 holds archives, which Read alone does not take
	data, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	return gcexportdata.Read(data, imp.fset, imp.packages, path)
}
