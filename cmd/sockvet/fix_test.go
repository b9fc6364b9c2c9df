package main_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	main "github.com/sockvet/sockvet/cmd/sockvet"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// fixer runs the command with the suite of unittest.FixSuite, and without the
// gate, which knows that the code of these tests has no sockets.
func fixer(t *testing.T, dir string, args ...string) outcome {
	t.Helper()
	return run(t, dir, []string{asFixer + "=1"}, os.Args[0], append([]string{"-gate=false"}, args...)...)
}

// checkText checks exit code, stdout, and that stderr has the given words.
func (o outcome) checkText(t *testing.T, code int, stdout string, stderr ...string) {
	t.Helper()
	ok := o.code == code && filepath.ToSlash(o.stdout) == strings.TrimPrefix(stdout, "\n") && (len(stderr) > 0 || o.stderr == "")
	for _, words := range stderr {
		ok = ok && strings.Contains(o.stderr, words)
	}
	if !ok {
		t.Errorf("exit code %d, want %d; stdout:\n%s\nwant:\n%s\nstderr:\n%s\nwant there: %q",
			o.code, code, o.stdout, stdout, o.stderr, stderr)
	}
}

// files returns the contents of the files in dir, by their relative names.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// checkFiles checks that dir has the files of a txtar archive and no others.
func checkFiles(t *testing.T, dir, archive string) {
	t.Helper()
	got, want := files(t, dir), files(t, unittest.Module(t, archive))
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is new", name)
		}
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got[name], text)
		}
	}
}

// A package with tests in it and beside it, and one that has nothing to fix and
// is not formatted.
const (
	toFix = `
-- go.mod --
module m

go 1.26
-- p/p.go --
package p

import (
	"fmt"
	"strings"
)

func P() string { return fmt.Sprint("p") } //rewrite fmt.Sprint("p") -> "p"

func Q() bool { return strings.Contains("a", "b") }
-- p/in_test.go --
package p

import "fmt"

var _ = fmt.Sprint("in") //rewrite fmt.Sprint("in") -> "in"
-- p/ex_test.go --
package p_test

import (
	"fmt"
	"m/p"
)

var _ = fmt.Sprint(p.P()) //rewrite fmt.Sprint(p.P()) -> p.P()
-- clean/clean.go --
package   clean
`
	hasFixed = `
-- go.mod --
module m

go 1.26
-- p/p.go --
package p

import (
	"strings"
)

func P() string { return "p" } //rewrite fmt.Sprint("p") -> "p"

func Q() bool { return strings.Contains("a", "b") }
-- p/in_test.go --
package p

var _ = "in" //rewrite fmt.Sprint("in") -> "in"
-- p/ex_test.go --
package p_test

import (
	"m/p"
)

var _ = p.P() //rewrite fmt.Sprint(p.P()) -> p.P()
-- clean/clean.go --
package   clean
`
)

func TestFix(t *testing.T) {
	dir := unittest.Module(t, toFix)
	fixer(t, dir, "-fix", "./...").checkText(t, 0, `
fixed: p/ex_test.go:8:9: replace it by p.P() (rewriting)
fixed: p/in_test.go:5:9: replace it by "in" (rewriting)
fixed: p/p.go:8:26: replace it by "p" (rewriting)
`, "sockvet: fixed 3 findings in 3 files, 0 left\n")
	checkFiles(t, dir, hasFixed)
	fixer(t, dir, "-fix", "./...").checkText(t, 0, "")
	checkFiles(t, dir, hasFixed)
}

func TestDiff(t *testing.T) {
	for _, tool := range [][]string{{"patch", "-s", "-p1"}, {"git", "apply"}} {
		dir := unittest.Module(t, toFix)
		fixer(t, dir, "-diff", "./...")
		got := fixer(t, dir, "-fix", "-diff", "./...")
		if both := fixer(t, dir, "-diff", "./..."); got != both || got.code != 1 || got.stderr != "" {
			t.Errorf("got %+v, without -fix %+v, want the same and exit code 1", got, both)
		}
		checkFiles(t, dir, toFix)
		patch(t, dir, got.stdout, tool...)
		checkFiles(t, dir, hasFixed)
		fixer(t, dir, "-diff", "./...").checkText(t, 0, "")
	}
}

// patch applies a diff in dir.
func patch(t *testing.T, dir, diff string, tool ...string) {
	t.Helper()
	if _, err := exec.LookPath(tool[0]); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(tool[0], tool[1:]...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(diff)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%q: %v\n%s\n%s", tool, err, out, diff)
	}
}

// TestDiffElsewhere has changed files that are not below the working directory.
func TestDiffElsewhere(t *testing.T) {
	dir := unittest.Module(t, toFix)
	for _, sub := range []string{"p", "clean"} {
		got := fixer(t, filepath.Join(dir, sub), "-diff", "m/p")
		want := map[string]string{"p": "--- a/p.go\n", "clean": "--- a/p/p.go\n"}[sub]
		if !strings.Contains(got.stdout, want) {
			t.Errorf("in %s: got %s, want %s", sub, got.stdout, want)
		}
	}
	got := fixer(t, filepath.Join(dir, "clean"), "-C", dir, "-diff", "./p")
	if !strings.Contains(got.stderr, "relative to "+dir) {
		t.Errorf("got %s, want to know what the names are relative to", got.stderr)
	}
	patch(t, dir, got.stdout, "patch", "-s", "-p1")
	checkFiles(t, dir, hasFixed)
}

// TestFixLeavesFindings has two fixes that overlap: one after the other, both
// can be applied.
func TestFixLeavesFindings(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m

go 1.26
-- p/generated.go --
// Code generated by hand. DO NOT EDIT.

package p

var g = 1 //rewrite 1 -> 2
-- p/p.go --
package p

import "fmt"

var a = fmt.Sprint(10) //rewrite fmt.Sprint(10) -> "10"; 10 -> 20

var b = 3 //rewrite 3
`)
	fixer(t, dir, "-fix", "./...").checkText(t, 1, `
fixed: p/p.go:5:9: replace it by "10" (rewriting)
p/generated.go:5:9: 1 is old (rewriting)
p/p.go:3:10: 10 is old (rewriting)
p/p.go:5:9: 3 is old (rewriting)
`, `sockvet: fixed 1 finding in 1 file, 3 left
sockvet: 1 fix not applied: generated file
sockvet: 1 fix not applied: overlaps with another; run again
`)
	fixer(t, dir, "-fix", "./...").checkText(t, 1, `
fixed: p/p.go:3:10: replace it by 20 (rewriting)
p/generated.go:5:9: 1 is old (rewriting)
p/p.go:5:9: 3 is old (rewriting)
`, "sockvet: fixed 1 finding in 1 file, 2 left\nsockvet: 1 fix not applied: generated file\n")
	fixer(t, dir, "-fix", "./...").checkText(t, 1, `
p/generated.go:5:9: 1 is old (rewriting)
p/p.go:5:9: 3 is old (rewriting)
`, "sockvet: fixed 0 findings in 0 files, 2 left\n")
	fixer(t, dir, "-diff", "./...").checkText(t, 0, "")
}

func TestFixFailures(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m

go 1.26
-- good/good.go --
package good

var a = 1 //rewrite 1 -> 2
-- merging/merging.go --
package merging

<<<<<<< HEAD
var a = 1 //rewrite 1 -> 2
=======
var a = 1 //rewrite 1 -> 3
>>>>>>> other
-- unparsed/unparsed.go --
package unparsed

var a = 1 //rewrite 1 -> (
-- mistyped/mistyped.go --
package mistyped

var a int = 1 //rewrite 1 -> "1"
`)
	before := files(t, dir)
	fixer(t, dir, "-fix", "./good", "./merging").checkText(t, 2,
		"fixed: good/good.go:3:9: replace it by 2 (rewriting)\n",
		"merging/merging.go:3:1: syntax error", "sockvet: fixed 1 finding in 1 file, 0 left\n")
	fixer(t, dir, "-fix", "./unparsed").checkText(t, 2,
		"unparsed/unparsed.go:3:9: 1 is old (rewriting)\n",
		"unparsed.go: not fixed: the result does not parse: ", "sockvet: fixed 0 findings in 0 files, 1 left\n")
	fixer(t, dir, "-diff", "./unparsed").checkText(t, 2, "", "unparsed.go: not fixed: the result does not parse: ")
	fixer(t, dir, "-fix", "./mistyped").checkText(t, 2,
		"fixed: mistyped/mistyped.go:3:13: replace it by \"1\" (rewriting)\n",
		"mistyped/mistyped.go:3:13: cannot use \"1\"", "not checked, because of these errors: m/mistyped")
	after := files(t, dir)
	for _, name := range []string{"merging/merging.go", "unparsed/unparsed.go"} {
		if after[name] != before[name] {
			t.Errorf("%s was changed", name)
		}
	}
}

// TestFixChangedMeanwhile has an analyzer that saves the file after it was read,
// as somebody at an editor may.
func TestFixChangedMeanwhile(t *testing.T) {
	for _, arg := range []string{"-fix", "-diff"} {
		dir := unittest.Module(t, toFix)
		file := filepath.Join(dir, "p", "p.go")
		suite := unittest.FixSuite()
		saving := *unittest.Rewriting
		saving.Run = func(pass *analysis.Pass) (any, error) {
			if err := os.WriteFile(file, []byte("package p\n"), 0o666); err != nil {
				return nil, err
			}
			return unittest.Rewriting.Run(pass)
		}
		suite.Analyzers[0] = &saving
		var stdout, stderr bytes.Buffer
		code := main.Run(suite, &stdout, &stderr, "-gate=false", "-test=false", "-C", dir, arg, "./p")
		if code != 2 || !strings.Contains(stderr.String(), "p.go: not fixed: it was changed while it was checked") {
			t.Errorf("%s: exit code %d, stderr %s, want 2 and to know that the file was changed", arg, code, &stderr)
		}
		if got := files(t, dir)["p/p.go"]; got != "package p\n" || strings.Contains(stdout.String(), "p.go") {
			t.Errorf("%s: the file is %s, stdout %s, want nothing about what is not there any more", arg, got, &stdout)
		}
	}
}

func TestFixOnlyMainModules(t *testing.T) {
	dir := unittest.Module(t, `
-- go.work --
go 1.26

use (
	./one
	./two
)
-- one/go.mod --
module example.com/one

go 1.26

require example.com/other v1.0.0

replace example.com/other => ../other
-- one/one.go --
package one

import _ "example.com/other"

var a = 1 //rewrite 1 -> 2
-- two/go.mod --
module example.com/two

go 1.26
-- two/two.go --
package two

var a = 1 //rewrite 1 -> 2
-- other/go.mod --
module example.com/other

go 1.26
-- other/other.go --
package other

var a = 1 //rewrite 1 -> 2
`)
	fixer(t, filepath.Join(dir, "two"), "-fix", "example.com/...").checkText(t, 1, `
fixed: ../one/one.go:5:9: replace it by 2 (rewriting)
fixed: two.go:3:9: replace it by 2 (rewriting)
../other/other.go:3:9: 1 is old (rewriting)
`, "sockvet: fixed 2 findings in 2 files, 1 left\nsockvet: 1 fix not applied: not in a main module\n")
}

func TestFixNotVendored(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m

go 1.26

require example.com/other v1.0.0
-- m.go --
package m

import _ "example.com/other"
-- vendor/modules.txt --
# example.com/other v1.0.0
## explicit; go 1.26
example.com/other
-- vendor/example.com/other/other.go --
package other

var a = 1 //rewrite 1 -> 2
`)
	fixer(t, dir, "-fix", ".", "example.com/other").checkText(t, 1,
		"vendor/example.com/other/other.go:3:9: 1 is old (rewriting)\n",
		"sockvet: 1 fix not applied: not in a main module\n")
}
