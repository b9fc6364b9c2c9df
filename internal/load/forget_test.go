package load_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/cache"
	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// TestMovedIntoAnotherModule has a go.mod come up between a file and its module, which no
// package tells of that the file is in by a symbolic link.
func TestMovedIntoAnotherModule(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m
go 1.26
-- other/real.go --
package p
var x = 1 //rewrite 1 -> 2
-- p/none.txt --
`)
	if err := os.Symlink(filepath.Join("..", "other", "real.go"), filepath.Join(dir, "p", "p.go")); err != nil {
		t.Skip(err)
	}
	opts := &load.Options{Dir: dir, Patterns: []string{"./p"}, Cache: openStore(t), NoGate: true}
	refused := func() string {
		t.Helper()
		result := run(t, unittest.FixSuite(), opts)
		if len(result.Findings) != 1 || result.Findings[0].Fix == nil {
			t.Fatalf("got %+v, want a finding with a fix", result.Findings)
		}
		return result.Findings[0].Fix.Refused
	}
	if got := refused(); got != "" {
		t.Errorf("at first, it is refused: %s", got)
	}
	write(t, dir, "other/go.mod", "module other\n")
	if got, want := refused(), "in another module, by a symbolic link"; got != want {
		t.Errorf("then it is refused: %q, want %q", got, want)
	}
}

// TestFailuresAreNotKept has an analyzer that fails once.
func TestFailuresAreNotKept(t *testing.T) {
	fails := true
	suite := unittest.Suite()
	suite.Analyzers = append(suite.Analyzers, &analysis.Analyzer{Name: "fails", Doc: "fail", Run: func(*analysis.Pass) (any, error) {
		if fails {
			return nil, errors.New("disk full")
		}
		return nil, nil
	}})
	opts := &load.Options{Dir: unittest.Module(t, twoPackages), Patterns: []string{"./..."}, Cache: openStore(t)}
	if first := run(t, suite, opts); len(first.Problems) == 0 || len(first.Findings) > 0 {
		t.Fatalf("it does not fail: %+v", first)
	}
	fails = false
	second := run(t, suite, opts)
	if want := []string{"m/a", "m/b"}; !slices.Equal(second.Analyzed, want) || len(second.Problems) > 0 || len(second.Findings) != 1 {
		t.Errorf("then, got %+v", second)
	}
}

// TestBrokenPackagesAreNotKept breaks a package and mends it.
func TestBrokenPackagesAreNotKept(t *testing.T) {
	dir := unittest.Module(t, twoPackages)
	opts := &load.Options{Dir: dir, Patterns: []string{"./..."}, Cache: openStore(t)}
	good := run(t, unittest.Suite(), opts)
	write(t, dir, "b/more.go", "package b\nvar x int = \"\"\n")
	for range 2 {
		if broken := run(t, unittest.Suite(), opts); len(broken.Problems) == 0 || len(broken.Findings) > 0 {
			t.Errorf("a broken package has %q, and no problem", lines(dir, broken.Findings))
		}
	}
	if err := os.Remove(filepath.Join(dir, "b", "more.go")); err != nil {
		t.Fatal(err)
	}
	mended := run(t, unittest.Suite(), opts)
	same(t, mended, good)
	if len(mended.Analyzed) > 0 {
		t.Errorf("when it is mended, analyzes again %q", mended.Analyzed)
	}
}

// TestChangedInBetween has a file change between the moment that it is looked up by and
// the one that it is read in for the analysis.
func TestChangedInBetween(t *testing.T) {
	dir := unittest.Module(t, twoPackages)
	name := filepath.Join(dir, "a", "ignored.go")
	write(t, dir, "a/ignored.go", "//go:build ignore\npackage a\n")
	change := ""
	suite := unittest.Suite()
	suite.Analyzers = append(suite.Analyzers, &analysis.Analyzer{Name: "reads", Doc: "read", Run: func(pass *analysis.Pass) (any, error) {
		if !slices.Contains(pass.IgnoredFiles, name) {
			return nil, nil
		}
		write(t, dir, "a/ignored.go", "//go:build ignore\npackage a\n"+change)
		text, err := pass.ReadFile(name)
		if strings.Contains(string(text), "changed") {
			pass.Reportf(pass.Files[0].Pos(), "changed")
		}
		return nil, err
	}})
	opts := &load.Options{Dir: dir, Patterns: []string{"./a"}, Cache: openStore(t)}
	change = "// changed\n"
	if got := run(t, suite, opts); len(got.Findings) != 1 {
		t.Fatalf("got %q, want one finding", lines(dir, got.Findings))
	}
	change = ""
	write(t, dir, "a/ignored.go", "//go:build ignore\npackage a\n")
	if got := run(t, suite, opts); len(got.Findings) > 0 || len(got.Analyzed) != 1 {
		t.Errorf("the file is what it was when it was looked up, and analyzed as it was later: %q", lines(dir, got.Findings))
	}
	if got := run(t, suite, opts); len(got.Analyzed) > 0 {
		t.Errorf("nothing changes any more, and still analyzes %q", got.Analyzed)
	}
}

// TestUnusableStore has a folder that can't be written to any more.
func TestUnusableStore(t *testing.T) {
	dir := t.TempDir()
	store, err := cache.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	opts := &load.Options{Dir: unittest.Module(t, twoPackages), Patterns: []string{"./..."}, Cache: store}
	got := run(t, unittest.Suite(), opts)
	if len(got.Findings) != 1 || len(got.Problems) > 0 {
		t.Errorf("got %+v, want one finding", got)
	}
	if len(got.Notes) != 1 || !strings.HasPrefix(got.Notes[0], "results are not kept: ") {
		t.Errorf("got notes %q", got.Notes)
	}
}
