package gate

import (
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
)

// imports are those of a file.
type imports struct {
	dot   bool                // names may need no qualifier, since one is imported so, or it is not known
	names map[string][]string // how the file calls the package at a path; "" is by the package's own name
}

// importsOf reads the imports of the file whose text is given.
func importsOf(text []byte) *imports {
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ImportsOnly|parser.SkipObjectResolution)
	if err != nil {
		return &imports{dot: true}
	}
	all := &imports{names: map[string][]string{}}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return &imports{dot: true}
		}
		name := ""
		if spec.Name != nil {
			name = spec.Name.Name
		}
		all.dot = all.dot || name == "."
		all.names[path] = append(all.names[path], name)
	}
	return all
}

// has reports whether the package at path may be what the file calls by a name.
func (f *imports) has(path, name string) bool {
	return slices.ContainsFunc(f.names[path], func(n string) bool {
		return n == name || n == "" && mayBeNamed(path, name)
	})
}

// mayBeNamed reports whether the package at path may have a name. Those of the standard
// library are named as the path ends, but for the version; of others it is not known here.
func mayBeNamed(at, name string) bool {
	if first, _, _ := strings.Cut(at, "/"); strings.Contains(first, ".") {
		return true
	}
	if version().MatchString(path.Base(at)) {
		at = path.Dir(at)
	}
	return path.Base(at) == name
}

var version = pattern.New(`^v[0-9]+$`)
