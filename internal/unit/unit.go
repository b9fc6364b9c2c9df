// Package unit analyzes one package: it parses and type-checks the files, with
// the types of imports from the compiler's export data, and runs analyzers over
// them, with facts from and for other packages. Both drivers are built on it.
package unit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/bodies"
	"github.com/sockvet/sockvet/internal/source"
)

// A Package says what there is to analyze. File names are absolute.
type Package struct {
	ID           string // as the go command prints it: "p", or "p [q.test]" for a test variant
	Path         string // the import path, without the variant
	Dir          string
	GoFiles      []string
	OtherFiles   []string
	IgnoredFiles []string
	ImportMap    map[string]string // import paths as written to IDs; where one is missing they are the same
	GoVersion    string            // the language version, such as "go1.25"; "" for the newest
	Module       *analysis.Module
	Compiled     bool // the compiler found nothing wrong, so that nobody has to look for faults

	// Alone says that no other package that is analyzed imports this one: nobody is to get
	// its facts.
	Alone bool

	// ReadFile reads one of these files; nil means [source.Read].
	ReadFile func(name string) ([]byte, error)
}

// A Unit is a package while it is analyzed.
type Unit struct {
	*Package
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
	Sizes types.Sizes

	Notes, Details []string // what results of analyzers have to say, see Noter

	sources map[string][]byte // what was parsed, by file name
	bodies  *bodies.Bodies
}

// Parse reads and parses the files of p. The error is that of the first file
// that doesn't parse.
func Parse(fset *token.FileSet, p *Package) (*Unit, error) {
	u := &Unit{Package: p, Fset: fset, sources: map[string][]byte{}}
	for _, name := range p.GoFiles {
		source, err := p.read(name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		u.sources[name] = source
		u.Files = append(u.Files, file)
	}
	return u, nil
}

// read reads a file of p.
func (p *Package) read(name string) ([]byte, error) {
	if p.ReadFile == nil {
		return source.Read(name)
	}
	return p.ReadFile(name)
}

// Source returns the text of a Go file of the unit as it was parsed: the file
// itself may have changed since. It is nil for other files.
func (u *Unit) Source(name string) []byte { return u.sources[name] }

// Imports returns the IDs of the packages that the files import, each once, in
// the order of their first appearance. "unsafe" is left out: it has no export
// data.
func (u *Unit) Imports() []string {
	var ids []string
	seen := map[string]bool{"unsafe": true}
	for _, file := range u.Files {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err == nil && !seen[path] {
				seen[path] = true
				ids = append(ids, u.resolve(path))
			}
		}
	}
	return ids
}

// resolve returns the ID of the package imported by path.
func (u *Unit) resolve(path string) string {
	if id, ok := u.ImportMap[path]; ok {
		return id
	}
	return path
}

// Check type-checks the unit; imports has the packages that it imports, by ID. Where the
// package was compiled, bodies of functions can wait for an analyzer that asks for them.
// The error is that of the first fault.
func (u *Unit) Check(imports map[string]*types.Package, sizes types.Sizes) error {
	config := &types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if imported := imports[u.resolve(path)]; imported != nil {
				return imported, nil
			}
			return nil, fmt.Errorf("no export data for %q", path)
		}),
		Sizes:     sizes,
		GoVersion: u.GoVersion,
	}
	u.Sizes = sizes
	u.Info = bodies.NewInfo()
	var err error
	if u.Compiled {
		u.Types, u.bodies, err = bodies.Check(config, u.Path, u.Fset, u.Files, u.Info)
	} else {
		u.Types, u.bodies, err = bodies.CheckAll(config, u.Path, u.Fset, u.Files, u.Info)
	}
	if err == nil {
		u.bodies.Alone = u.Alone
	}
	return err
}

// Drop forgets the positions of the unit's files, so that a file set that is
// shared does not grow with every package.
func (u *Unit) Drop() {
	for _, file := range u.Files {
		if f := u.Fset.File(file.FileStart); f != nil {
			u.Fset.RemoveFile(f)
		}
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
