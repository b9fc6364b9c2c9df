package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// nested has a module in a module, one beside it that has no packages, and one
// that is clean.
const nested = `
-- go.mod --
module m
go 1.26
-- m.go --
package m
-- other/other.go --
package other

FAULTY
-- other/testdata/data.go --
package data
-- nested/go.mod --
module example.com/nested
go 1.26
-- nested/deep/deep.go --
package deep

FAULTY
-- nested/deep/deep_test.go --
package deep
-- clean/go.mod --
module example.com/clean
go 1.26
-- clean/clean.go --
package clean
-- tools/go.mod --
module example.com/tools
go 1.26
`

func TestModules(t *testing.T) {
	dir := module(t, nested)
	outer, inner := []string{"other/other.go:14"}, []string{"nested/deep/deep.go:14"}
	both := append(inner, outer...)
	for files, want := range map[string][]string{
		"m.go":                      outer,
		"go.mod":                    outer,
		"go.sum":                    outer, // there is none: it may have been deleted
		"other/testdata/data.go":    outer,
		"gone/gone.go":              outer,
		"nested/deep/deep_test.go":  inner,
		"nested/go.mod m.go":        both,
		"other/other.go m.go":       outer,
		"clean/clean.go":            nil,
		"clean/clean.go m.go":       outer,
		dir + "/nested/deep":        inner,
		"m.go nested/deep/deep.go ": both,
	} {
		code := 0
		if want != nil {
			code = 1
		}
		args := append([]string{"-modules"}, strings.Fields(files)...)
		run(t, dir, nil, sockvet, args...).check(t, code, want)
	}
	run(t, dir, nil, sockvet, "-modules", "tools/go.mod").check(t, 0, nil)
	run(t, dir, nil, sockvet, "-modules", "-C", "nested", "deep/deep.go").check(t, 1, inner)
	run(t, filepath.Join(dir, "nested"), nil, sockvet, "-modules", "../m.go", "deep/deep.go").check(t, 1,
		[]string{"../other/other.go:14", "deep/deep.go:14"})
	run(t, dir, nil, sockvet, "-modules", "-portrace=false", "m.go").check(t, 0, nil)
}

func TestModulesFailures(t *testing.T) {
	dir := module(t, `
-- none.go --
package none
-- one/go.mod --
module one
go 1.26
-- one/one.go --
package one

FAULTY
-- mistyped/go.mod --
module mistyped
go 1.26
-- mistyped/mistyped.go --
package mistyped

import "net"

var Listen int = net.Listen
-- unread/go.mod --
module
-- unread/unread.go --
package unread
`)
	one := []string{"one/one.go:14"}
	run(t, dir, nil, sockvet, "-modules").check(t, 2, nil, "-modules needs the names of files")
	run(t, dir, nil, sockvet, "-modules", "./...").check(t, 2, nil, "-modules takes files, and no patterns")
	run(t, dir, nil, sockvet, "-modules", "none.go", "one/one.go").check(t, 2, one,
		"none.go is in no module: no folder above it has a go.mod")
	run(t, dir, nil, sockvet, "-modules", "mistyped/mistyped.go", "one/one.go").check(t, 2, one,
		"in "+filepath.Join(dir, "mistyped")+": ", "mistyped.go:5:18: cannot use net.Listen")
	run(t, filepath.Join(dir, "mistyped"), nil, sockvet, "-modules", "mistyped.go", "../one/one.go").check(t, 2,
		[]string{"../one/one.go:14"},
		"./mistyped.go:5:18: cannot use net.Listen", "\nnot checked, because of these errors: mistyped\n")
	run(t, dir, nil, sockvet, "-modules", "unread/unread.go", "one/one.go").check(t, 2, one,
		"in "+filepath.Join(dir, "unread")+": the go command failed", "go.mod:1: ")
}

func TestModulesOfAWorkspace(t *testing.T) {
	dir := module(t, `
-- go.work --
go 1.26
use ./one
use (
	./two
)
-- one/go.mod --
module one
go 1.26
-- one/one.go --
package one

FAULTY
-- two/go.mod --
module two
go 1.26
-- two/two.go --
package two

FAULTY
-- other/go.mod --
module other
go 1.26
-- other/other.go --
package other
`)
	both := []string{"one/one.go:14", "two/two.go:14"}
	run(t, dir, nil, sockvet, "-modules", "go.work").check(t, 1, both)
	run(t, dir, nil, sockvet, "-modules", "go.work.sum").check(t, 1, both)
	run(t, dir, nil, sockvet, "-modules", "two/two.go").check(t, 1, both[1:])
	run(t, dir, nil, sockvet, "-modules", "other/other.go").check(t, 2, nil, "directory prefix . does not contain modules listed in go.work")
	run(t, dir, []string{"GOWORK=off"}, sockvet, "-modules", "other/other.go", "one/one.go").check(t, 1, both[:1])

	if err := os.WriteFile(filepath.Join(dir, "go.work"), []byte("use"), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, dir, nil, sockvet, "-modules", "go.work").check(t, 2, nil, "go.work:1: usage: use local/dir")
	if err := os.Remove(filepath.Join(dir, "go.work")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, nil, sockvet, "-modules", "go.work").check(t, 2, nil, "go.work is in no module")
}

// Two modules that can be fixed, and one that is not formatted.
const modulesToFix = `
-- go.mod --
module m

go 1.26
-- m.go --
package m

var a = 1 //rewrite 1 -> 2
-- nested/go.mod --
module nested

go 1.26
-- nested/n.go --
package nested

var a = 1 //rewrite 1 -> 2

var b = 3 //rewrite 3
-- clean/go.mod --
module clean

go 1.26
-- clean/clean.go --
package   clean

var a = 1 //rewrite 1 -> 2
`

func TestFixModules(t *testing.T) {
	dir := unittest.Module(t, modulesToFix)
	files := []string{"m.go", "nested/n.go", "nested/go.mod"}
	got := fixer(t, dir, append([]string{"-modules", "-diff"}, files...)...)
	for _, name := range []string{"m.go", "nested/n.go"} {
		if got.code != 1 || got.stderr != "" || !strings.Contains(got.stdout, "--- a/"+name+"\n") {
			t.Errorf("got %+v, want a diff of %s", got, name)
		}
	}
	checkFiles(t, dir, modulesToFix)

	fixer(t, dir, append([]string{"-modules", "-fix"}, files...)...).checkText(t, 1, `
fixed: m.go:3:9: replace it by 2 (rewriting)
fixed: nested/n.go:3:9: replace it by 2 (rewriting)
nested/n.go:5:9: 3 is old (rewriting)
`, "sockvet: fixed 2 findings in 2 files, 1 left\n")
	fixed := strings.Replace(modulesToFix, "var a = 1", "var a = 2", 2) // of three
	checkFiles(t, dir, fixed)
}

// TestFixWorkspaceModules names no module, but the workspace that has them all.
func TestFixWorkspaceModules(t *testing.T) {
	const archive = "-- go.work --\ngo 1.26\nuse .\nuse ./nested\nuse ./clean\n" + modulesToFix
	dir := unittest.Module(t, archive)
	fixer(t, dir, "-modules", "-fix", "go.work").checkText(t, 1, `
fixed: clean/clean.go:3:9: replace it by 2 (rewriting)
fixed: m.go:3:9: replace it by 2 (rewriting)
fixed: nested/n.go:3:9: replace it by 2 (rewriting)
nested/n.go:5:9: 3 is old (rewriting)
`, "sockvet: fixed 3 findings in 3 files, 1 left\n")
	checkFiles(t, dir, strings.ReplaceAll(archive, "var a = 1", "var a = 2"))
}
