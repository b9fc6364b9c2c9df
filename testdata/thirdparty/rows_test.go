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
	rows := slices.DeleteFunc(sockapi.Funcs(), func(row *sockapi.Func) bool {
		first, _, dotted := strings.Cut(row.Package(), ".")
		return !dotted || strings.Contains(first, "/")
	})
	sockapitest.CheckFuncs(t, rows, load(t, rows))
}

// load returns the packages that the rows are about.
func load(t *testing.T, rows []*sockapi.Func) sockapitest.Packages {
	t.Helper()
	var paths []string
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
