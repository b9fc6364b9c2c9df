package sockpath

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/scene"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/internal/systems"
)

// systems returns the systems that all of the files are for that the path goes through, and
// that the package is for at all: of a package of which each file is for one system, a test is
// for that as well.
func (f *finding) systems() []string {
	fits := systems.All
	var done []*ast.File
	for _, pos := range f.Places() {
		file := syntax.FileAt(f.Pass.Files, pos)
		if file == nil || slices.Contains(done, file) {
			continue
		}
		done = append(done, file)
		fits = common(fits, f.systemsOf(file))
	}
	return common(fits, f.systemsOfPackage())
}

func (f *finding) systemsOf(file *ast.File) []string {
	return systems.Of(f.Pass.Fset.Position(file.FileStart).Filename, file)
}

// systemsOfPackage returns the systems for which the package has a file that is no test.
func (f *finding) systemsOfPackage() []string {
	var fits []string
	for _, file := range f.Pass.Files {
		if !syntax.IsTest(f.Pass.Fset, file) {
			fits = append(fits, f.systemsOf(file)...)
		}
	}
	if len(fits) == 0 {
		return systems.All // the tests of another one
	}
	return fits
}

// common returns what is in a and in b, in the order of a.
func common(a, b []string) []string {
	var both []string
	for _, s := range a {
		if slices.Contains(b, s) {
			both = append(both, s)
		}
	}
	return both
}

// asksSystem reports whether a function that the path goes through asks what system it runs
// on: by runtime.GOOS, by the name of one, or by a function or variable that says so by its
// name.
func (f *finding) asksSystem() bool {
	return f.Any(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			return n.Sel.Name == "GOOS" || n.Sel.Name == "GOARCH"
		case *ast.BinaryExpr:
			return f.isSystem(n.X) || f.isSystem(n.Y)
		case *ast.CaseClause:
			return slices.ContainsFunc(n.List, f.isSystem)
		case *ast.CallExpr:
			return system().MatchString(scene.NameOf(n.Fun))
		case *ast.IfStmt:
			return system().MatchString(scene.NameOf(n.Cond))
		}
		return false
	})
}

// isSystem reports whether e is the name of a system.
func (f *finding) isSystem(e ast.Expr) bool {
	text, ok := syntax.Constant(f.Pass.TypesInfo, e)
	return ok && systems.IsName(text)
}

// system matches names of what tells systems from each other, or knows whether there are
// abstract names.
var system = pattern.New(`(?i)goos|linux|windows|darwin|bsd|macos|platform|(supports?|has|can|allows?)_?abstract|abstract\w*(supported|available)`)

// names lists systems as people call them: those that are of one kind, once.
func names(goos []string) string {
	var all []string
	for _, group := range groups {
		if slices.ContainsFunc(goos, func(s string) bool { return slices.Contains(group.goos, s) }) {
			all = append(all, group.name)
		}
	}
	if n := len(all) - 1; n > 0 {
		return strings.Join(all[:n], ", ") + " and " + all[n]
	}
	return strings.Join(all, "")
}

// groups are the systems that people call by one name.
var groups = []struct {
	name string
	goos []string
}{
	{"Linux", []string{"linux", "android"}},
	{"macOS", []string{"darwin", "ios"}},
	{"the BSDs", []string{"freebsd", "netbsd", "openbsd", "dragonfly"}},
	{"Windows", []string{"windows"}},
	{"Solaris", []string{"solaris", "illumos"}},
	{"AIX", []string{"aix"}},
}

// limitOn returns how many bytes a path can have on a system, or an abstract name.
func limitOn(goos, path string) int {
	if sockapi.IsAbstractName(path) && sockapi.HasAbstractNames(goos) {
		return sockapi.MaxAbstractName(goos)
	}
	return sockapi.MaxUnixPath(goos)
}
