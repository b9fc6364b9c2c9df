package unit

import (
	"crypto/sha256"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
)

// Digest returns a hash of what an importer sees of the package of that ID: the types
// that its exported objects lead to, and the names of the files that declare these. On
// which line they are is not in it, so that code can move without any importer being
// analyzed again. The error is that of reading export data.
//
// As with Import, no other goroutine may use the packages meanwhile.
func (e *Exports) Digest(id string) ([]byte, error) {
	pkg, err := e.load(id)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	// Where a file set knows no position, export data has none.
	if err := gcexportdata.Write(h, token.NewFileSet(), pkg); err != nil {
		return nil, fmt.Errorf("export data of %s: %w", id, err)
	}
	e.writeFiles(h, pkg)
	return h.Sum(nil), nil
}

// writeFiles writes which file declares what in a package.
func (e *Exports) writeFiles(w io.Writer, pkg *types.Package) {
	file := func(obj types.Object) string {
		return filepath.Base(e.fset.Position(obj.Pos()).Filename)
	}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if !obj.Exported() {
			continue
		}
		files := []string{file(obj)}
		if named, ok := obj.Type().(*types.Named); ok && named.Obj() == obj {
			for method := range named.Methods() {
				files = append(files, file(method))
			}
		}
		fmt.Fprintf(w, "%s %q\n", name, slices.Compact(files))
	}
}
