package vettool

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/sockvet/sockvet/internal/unit"
)

// handOver rewrites the .cfg file for unitchecker. That wants the types and the
// facts of imports in their vetx files, in formats of its own; so it gets, in
// the folder of the .cfg file, vetx files that have them.
func (cfg *config) handOver(imports imported) error {
	fset := token.NewFileSet()
	exports := cfg.exports(fset)
	vetxFiles := map[string]string{}
	for i, path := range cfg.importPaths() {
		packages, err := exports.Import([]string{path})
		if err != nil {
			return err
		}
		vetx, err := completeVetx(fset, packages[path], imports[path])
		if err != nil {
			return err
		}
		vetxFiles[path] = filepath.Join(filepath.Dir(cfg.file), fmt.Sprintf("import%d.vetx", i))
		if err := vetx.WriteFile(vetxFiles[path]); err != nil {
			return err
		}
	}
	cfg.PackageVetx = vetxFiles
	data, err := json.Marshal(cfg.Config)
	if err != nil {
		return err
	}
	return os.WriteFile(cfg.file, data, 0o666)
}

// completeVetx returns the types and the facts of a package as unitchecker
// would have written them. There may be no facts.
func completeVetx(fset *token.FileSet, pkg *types.Package, export *unit.Export) (unit.Vetx, error) {
	var types bytes.Buffer
	if err := gcexportdata.Write(&types, fset, pkg); err != nil {
		return unit.Vetx{}, err
	}
	records, err := export.Records()
	if err != nil {
		return unit.Vetx{}, err
	}
	facts, err := unit.EncodeRecords(records)
	// A vetx file goes without the byte that tells the format of the types.
	return unit.Vetx{Types: types.Bytes()[1:], Facts: facts}, err
}
