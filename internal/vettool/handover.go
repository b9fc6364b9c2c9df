package vettool

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/sockvet/sockvet/internal/unit"
)

// handOver rewrites the .cfg file for unitchecker. That takes the types of
// imports from their vetx files, where this driver wrote none; so it gets, in
// the folder of the .cfg file, vetx files that have them, from export data.
func (cfg *config) handOver() error {
	fset := token.NewFileSet()
	exports := cfg.exports(fset)
	vetxFiles := map[string]string{}
	for i, path := range cfg.importPaths() {
		vetx, err := cfg.completeVetx(fset, exports, path)
		if err != nil {
			return err
		}
		file := filepath.Join(filepath.Dir(cfg.file), fmt.Sprintf("import%d.vetx", i))
		if err := vetx.WriteFile(file); err != nil {
			return err
		}
		vetxFiles[path] = file
	}
	cfg.PackageVetx = vetxFiles
	data, err := json.Marshal(cfg.Config)
	if err != nil {
		return err
	}
	return os.WriteFile(cfg.file, data, 0o666)
}

// completeVetx returns the facts of an import together with its types. An
// import that could not be analyzed has no facts.
func (cfg *config) completeVetx(fset *token.FileSet, exports *unit.Exports, path string) (vetx unit.Vetx, err error) {
	if file := cfg.PackageVetx[path]; file != "" {
		if vetx, err = unit.ReadVetx(file); err != nil {
			return vetx, err
		}
	}
	imported, err := exports.Import([]string{path})
	if err != nil {
		return vetx, err
	}
	var buf bytes.Buffer
	if err := gcexportdata.Write(&buf, fset, imported[path]); err != nil {
		return vetx, err
	}
	// A vetx file goes without the byte that tells the format.
	vetx.Types = buf.Bytes()[1:]
	return vetx, nil
}
