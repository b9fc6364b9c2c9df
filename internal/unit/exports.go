package unit

import (
	"fmt"
	"go/token"
	"go/types"
	"io"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
)

// Exports reads packages from the compiler's export data and shares them
// between the units that import them. A package may be known by name only until
// somebody imports it: reading it changes it, so no package may be read while
// another goroutine uses one.
//
// Packages that were compiled again for a test ("p [q.test]") have the import
// path of the plain package and other types. They live apart, in the family of
// their test, and see each other in place of the plain ones.
type Exports struct {
	fset     *token.FileSet
	open     func(id string) (io.ReadCloser, error)
	plain    map[string]*types.Package
	variants map[string][]string                  // family to the import paths that have a variant in it
	families map[string]map[string]*types.Package // family to its packages, by import path
}

// NewExports returns an importer. The function open returns the file that go
// list calls Export for the package of that ID; variants has, for each test of
// which IDs will be imported, such as "q.test", the import paths of all
// packages with a variant for it.
func NewExports(fset *token.FileSet, open func(id string) (io.ReadCloser, error), variants map[string][]string) *Exports {
	return &Exports{fset, open, map[string]*types.Package{}, variants, map[string]map[string]*types.Package{}}
}

// Import returns the packages of the given IDs, by ID.
func (e *Exports) Import(ids []string) (map[string]*types.Package, error) {
	imports := make(map[string]*types.Package, len(ids))
	for _, id := range ids {
		pkg, err := e.load(id)
		if err != nil {
			return nil, err
		}
		imports[id] = pkg
	}
	return imports, nil
}

// Package returns the package with that import path as a unit of the given
// family sees it ("" for a plain one), or nil if nothing it imports mentions it.
func (e *Exports) Package(path, family string) *types.Package {
	if pkg := e.families[family][path]; pkg != nil {
		return pkg
	}
	return e.plain[path]
}

// Forget drops the packages of a family. The plain ones stay.
func (e *Exports) Forget(family string) { delete(e.families, family) }

func (e *Exports) load(id string) (*types.Package, error) {
	path, family := SplitID(id)
	if family == "" {
		return e.read(id, path)
	}
	e.swap(family)
	defer e.swap(family)
	return e.read(id, path)
}

// swap exchanges the plain packages that have a variant in the family for
// those variants, and back.
func (e *Exports) swap(family string) {
	variants := e.families[family]
	if variants == nil {
		variants = map[string]*types.Package{}
		e.families[family] = variants
	}
	for _, path := range e.variants[family] {
		plain, variant := e.plain[path], variants[path]
		set(e.plain, path, variant)
		set(variants, path, plain)
	}
}

func set(packages map[string]*types.Package, path string, pkg *types.Package) {
	if pkg == nil {
		delete(packages, path)
		return
	}
	packages[path] = pkg
}

func (e *Exports) read(id, path string) (*types.Package, error) {
	if pkg := e.plain[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	file, err := e.open(id)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	//lint:ignore SA1019 the build cache of Go 1.26 holds archives, which Read alone does not take
	data, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", id, err)
	}
	return gcexportdata.Read(data, e.fset, e.plain, path)
}

// SplitID takes apart what the go command calls an import path: "p" and
// "q.test" for "p [q.test]", "p" and "" for "p".
func SplitID(id string) (path, family string) {
	path, rest, found := strings.Cut(id, " [")
	if !found {
		return id, ""
	}
	return path, strings.TrimSuffix(rest, "]")
}
