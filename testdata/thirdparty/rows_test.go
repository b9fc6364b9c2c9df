package thirdparty

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockapi/sockapitest"
)

// TestRowsSuitTheirFunctions checks the rows of the modules that this one requires.
func TestRowsSuitTheirFunctions(t *testing.T) {
	rows := ofModules(sockapi.Funcs())
	sockapitest.CheckFuncs(t, rows, load(t, rows))
}

// TestSiblingsSuitTheirFunctions checks the siblings in those modules.
func TestSiblingsSuitTheirFunctions(t *testing.T) {
	rows := ofModules(sockapi.Siblings())
	sockapitest.CheckSiblings(t, rows, load(t, rows, "net"))
}

// TestFieldSiblingsSuitTheirTypes checks the fields that take a socket.
func TestFieldSiblingsSuitTheirTypes(t *testing.T) {
	rows := sockapi.FieldSiblings()
	sockapitest.CheckFieldSiblings(t, rows, load(t, rows, "net"))
}

// TestAskersSuitTheirFunctions checks the functions that tell where they are bound.
func TestAskersSuitTheirFunctions(t *testing.T) {
	rows := sockapi.Askers()
	sockapitest.CheckAskers(t, rows, load(t, rows))
}

// A row is about something that a package declares.
type row interface{ Package() string }

// ofModules returns the rows that are not about the standard library.
func ofModules[R row](rows []R) []R {
	return slices.DeleteFunc(rows, func(row R) bool {
		first, _, dotted := strings.Cut(row.Package(), ".")
		return !dotted || strings.Contains(first, "/")
	})
}

// load returns the packages that the rows are about, and those at more.
func load[R row](t *testing.T, rows []R, more ...string) sockapitest.Packages {
	t.Helper()
	paths := more
	for _, row := range rows {
		paths = append(paths, row.Package())
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	all := sockapitest.Packages{}
	for _, pkg := range loaded {
		for _, err := range pkg.Errors {
			t.Error(err)
		}
		all[pkg.PkgPath] = pkg.Types
	}
	return all
}
