package sockpath

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/internal/systems"
)

// The scene of a finding is the code that the path goes through from where it is spelled to
// where it is bound.

// places returns where the path goes through.
func (f *finding) places() []token.Pos {
	return append([]token.Pos{f.pos, f.text.Where, f.bind.Pos}, f.text.Way...)
}

// functions returns the functions that the path goes through.
func (f *finding) functions() []*ast.FuncDecl {
	var all []*ast.FuncDecl
	for _, pos := range f.places() {
		decl := syntax.DeclarationAt(syntax.FileAt(f.pass.Files, pos), pos)
		if decl != nil && !slices.Contains(all, decl) {
			all = append(all, decl)
		}
	}
	return all
}

// systems returns the systems that all of the files are for that the path goes through, and
// that the package is for at all: of a package of which each file is for one system, a test is
// for that as well.
func (f *finding) systems() []string {
	fits := systems.All
	var done []*ast.File
	for _, pos := range f.places() {
		file := syntax.FileAt(f.pass.Files, pos)
		if file == nil || slices.Contains(done, file) {
			continue
		}
		done = append(done, file)
		fits = common(fits, f.systemsOf(file))
	}
	return common(fits, f.systemsOfPackage())
}

func (f *finding) systemsOf(file *ast.File) []string {
	return systems.Of(f.pass.Fset.Position(file.FileStart).Filename, file)
}

// systemsOfPackage returns the systems for which the package has a file that is no test.
func (f *finding) systemsOfPackage() []string {
	var fits []string
	for _, file := range f.pass.Files {
		if !syntax.IsTest(f.pass.Fset, file) {
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

// calls reports whether a function that the path goes through calls one whose name matches.
func (f *finding) calls(names func() *regexp.Regexp) bool {
	return f.any(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && names().MatchString(nameOf(call.Fun))
	})
}

// nameOf returns the last name of a function or variable.
func nameOf(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// any reports whether is holds for something in the functions that the path goes through.
func (f *finding) any(is func(ast.Node) bool) bool {
	found := false
	for _, decl := range f.functions() {
		ast.Inspect(decl, func(n ast.Node) bool {
			found = found || n != nil && is(n)
			return !found
		})
	}
	return found
}

// asksSystem reports whether a function that the path goes through asks what system it runs
// on: by runtime.GOOS, by the name of one, or by a function or variable that says so by its
// name.
func (f *finding) asksSystem() bool {
	return f.any(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			return n.Sel.Name == "GOOS" || n.Sel.Name == "GOARCH"
		case *ast.BinaryExpr:
			return f.isSystem(n.X) || f.isSystem(n.Y)
		case *ast.CaseClause:
			return slices.ContainsFunc(n.List, f.isSystem)
		case *ast.CallExpr:
			return system().MatchString(nameOf(n.Fun))
		case *ast.IfStmt:
			return system().MatchString(nameOf(n.Cond))
		}
		return false
	})
}

// isSystem reports whether e is the name of a system.
func (f *finding) isSystem(e ast.Expr) bool {
	text, ok := syntax.Constant(f.pass.TypesInfo, e)
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
