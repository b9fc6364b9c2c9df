// Package systems tells which operating systems a Go file is for: by its name, and by its
// build constraint.
package systems

import (
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"
)

// All are the systems that have Unix sockets with paths, by the names that GOOS has for them.
// Source: "go tool dist list".
var All = []string{"aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "linux", "netbsd", "openbsd", "solaris", "windows"}

// others are systems too, and names of files may end in them.
var others = []string{"js", "plan9", "wasip1", "hurd", "nacl", "zos"}

// arches are the architectures that names of files may end in. Source: KnownArch in
// $GOROOT/src/internal/syslist.
var arches = []string{
	"386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32",
	"mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
}

// IsName reports whether word is the name of a system.
func IsName(word string) bool { return slices.Contains(All, word) || slices.Contains(others, word) }

// Of returns those of [All] that a file may be built for, whatever other tags are set. name is
// that of the file, whose comments are in its syntax.
func Of(name string, file *ast.File) []string {
	expr := constraintOf(file)
	var fits []string
	for _, goos := range All {
		if fitsName(name, goos) && (expr == nil || holds(expr, goos).maybe) {
			fits = append(fits, goos)
		}
	}
	return fits
}

// constraintOf returns the build constraint of a file, nil if it has none. It stands before
// the package clause.
func constraintOf(file *ast.File) constraint.Expr {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, c := range group.List {
			if !constraint.IsGoBuild(c.Text) {
				continue
			}
			if expr, err := constraint.Parse(c.Text); err == nil {
				return expr
			}
		}
	}
	return nil
}

// fitsName reports whether the name of a file lets it be built for goos: name_GOOS.go,
// name_GOOS_GOARCH.go, with _test or without. Source: goodOSArchFile in
// $GOROOT/src/go/build/build.go.
func fitsName(name, goos string) bool {
	name = strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".go"), "_test")
	_, rest, found := strings.Cut(name, "_")
	if !found {
		return true
	}
	words := strings.Split(rest, "_")
	if n := len(words); n > 1 && slices.Contains(arches, words[n-1]) {
		words = words[:n-1]
	}
	last := words[len(words)-1]
	return !IsName(last) || matches(last, goos)
}

// matches reports whether the tag of a system is set where goos is built for. Source: matchTag
// in $GOROOT/src/go/build/build.go.
func matches(tag, goos string) bool {
	switch {
	case tag == goos:
		return true
	case goos == "android":
		return tag == "linux"
	case goos == "illumos":
		return tag == "solaris"
	case goos == "ios":
		return tag == "darwin"
	}
	return false
}

// A truth says whether an expression may be true, and whether it may be false.
type truth struct{ maybe, maybeNot bool }

// holds tells whether expr may hold for goos: tags that are no systems may be set or not.
func holds(expr constraint.Expr, goos string) truth {
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		switch {
		case expr.Tag == "unix":
			return truth{goos != "windows", goos == "windows"}
		case IsName(expr.Tag):
			is := matches(expr.Tag, goos)
			return truth{is, !is}
		}
	case *constraint.NotExpr:
		x := holds(expr.X, goos)
		return truth{x.maybeNot, x.maybe}
	case *constraint.AndExpr:
		x, y := holds(expr.X, goos), holds(expr.Y, goos)
		return truth{x.maybe && y.maybe, x.maybeNot || y.maybeNot}
	case *constraint.OrExpr:
		x, y := holds(expr.X, goos), holds(expr.Y, goos)
		return truth{x.maybe || y.maybe, x.maybeNot && y.maybeNot}
	}
	return truth{true, true}
}
