package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// goVet runs go vet with sockvet as the vettool, and returns the findings and
// the exit code.
func goVet(t *testing.T, dir string, args ...string) outcome {
	t.Helper()
	got := run(t, dir, nil, "go", append([]string{"vet", "-vettool=" + sockvet}, args...)...)
	got.stdout, got.stderr = got.stderr, got.stdout // go vet prints findings on stderr
	return got
}

func (o outcome) checkVet(t *testing.T, code int, want ...string) {
	t.Helper()
	if got := findings(o.stdout); !slices.Equal(got, want) || o.code != code {
		t.Errorf("exit code %d, want %d; findings %q, want %q\n%s%s", o.code, code, got, want, o.stdout, o.stderr)
	}
}

func TestGoVet(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- clean/clean.go --
package clean
-- faulty/faulty.go --
package faulty

FAULTY
-- tested/tested.go --
package tested
-- tested/tested_test.go --
package tested

FAULTY
-- tagged/doc.go --
package tagged
-- tagged/tagged.go --
//go:build integration

package tagged

FAULTY
-- mistyped/mistyped.go --
package mistyped

import "net"

var Listen int = net.Listen
`)
	goVet(t, dir, "./clean").checkVet(t, 0)
	goVet(t, dir, "./faulty").checkVet(t, 1, "faulty/faulty.go:14")
	goVet(t, dir, "./faulty", "./tested").checkVet(t, 1, "faulty/faulty.go:14", "tested/tested_test.go:14")
	goVet(t, dir, "-portrace=false", "./faulty").checkVet(t, 0)
	goVet(t, dir, "-gate=false", "./faulty", "./clean").checkVet(t, 1, "faulty/faulty.go:14")
	goVet(t, dir, "-tags=integration", "./tagged").checkVet(t, 1, "tagged/tagged.go:16")
	goVet(t, dir, "-c=1", "./faulty").checkVet(t, 1, "faulty/faulty.go:14")
	goVet(t, dir, "-nope", "./faulty").checkVet(t, 2)

	broken := goVet(t, dir, "./mistyped")
	broken.checkVet(t, 1)
	if !strings.Contains(broken.stdout, "mistyped/mistyped.go:5:18: cannot use net.Listen") {
		t.Errorf("the error is not reported: %s", broken.stdout)
	}
}

// TestVet has the command run go vet: its flags, output and exit codes are those of
// go vet with the tool.
func TestVet(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- clean/clean.go --
package clean
-- faulty/faulty.go --
package faulty

FAULTY
-- printf/printf.go --
package printf

import "fmt"

func f() { fmt.Printf("%d", "text") }
-- tagged/doc.go --
package tagged
-- tagged/tagged.go --
//go:build integration

package tagged

FAULTY
`)
	// Neither sockvet nor a C compiler is there.
	nowhere := []string{"PATH=" + filepath.Dir(goCommand(t)), "CGO_ENABLED=0"}
	for _, test := range []struct {
		dir  string
		args []string
		code int
		want []string
	}{
		{"", []string{"./clean"}, 0, nil},
		{"", []string{"./..."}, 1, []string{"faulty/faulty.go:14"}},
		{"faulty", nil, 1, []string{"faulty.go:14"}},
		{"", []string{"./printf"}, 0, nil}, // not go vet's own checks
		{"", []string{"-tags=integration", "./tagged"}, 1, []string{"tagged/tagged.go:16"}},
		{"", []string{"-portrace=false", "./..."}, 0, nil},
		{"", []string{"-c", "0", "./faulty"}, 1, []string{"faulty/faulty.go:14"}},
		{"", []string{"-C", "faulty", "."}, 1, []string{"faulty.go:14"}},
		{"", []string{"-C=faulty", "-c=0", "."}, 1, []string{"faulty.go:14"}},
		{"", []string{"-C"}, 2, nil},
		{"", []string{"-nope", "./faulty"}, 2, nil},
		{"", []string{"-vettool=other", "./faulty"}, 2, nil},
		{"", []string{"--vettool", "other", "./faulty"}, 2, nil},
	} {
		got := run(t, filepath.Join(dir, test.dir), nowhere, sockvet, append([]string{"vet"}, test.args...)...)
		got.stdout, got.stderr = got.stderr, got.stdout // go vet prints findings on stderr
		got.checkVet(t, test.code, test.want...)
	}
	run(t, dir, []string{"PATH="}, sockvet, "vet", "./...").check(t, 2, nil, `sockvet: exec: "go"`)
}

func goCommand(t *testing.T) string {
	t.Helper()
	name, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestGoVetJSON(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m

FAULTY
`)
	got := run(t, dir, nil, "go", "vet", "-vettool="+sockvet, "-json", ".")
	var packages map[string]map[string][]struct{ Posn, Message string }
	if err := json.Unmarshal([]byte(withoutComments(got.stdout+got.stderr)), &packages); err != nil {
		t.Fatalf("%v\n%+v", err, got)
	}
	diagnostics := packages["m"]["portrace"]
	if len(diagnostics) != 1 || !strings.HasPrefix(filepath.Base(diagnostics[0].Posn), "m.go:14:") {
		t.Errorf("got %+v, want one finding in line 14", packages)
	}
}

// withoutComments drops the lines with which go vet names packages.
func withoutComments(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestGoVetFacts(t *testing.T) {
	dir := module(t, throughPackages)
	goVet(t, dir, "./...").checkVet(t, 1, "user/user.go:10")
	goVet(t, dir, "./user").checkVet(t, 1, "user/user.go:10")
}

// TestGoVetFix has fixes in a test variant and in an external test, and expects
// what the command makes of the same files.
func TestGoVetFix(t *testing.T) {
	for _, tool := range fixingTools() {
		dir := unittest.Module(t, toFix)
		goFix(t, dir, tool).checkText(t, 0, "")
		checkFiles(t, dir, hasFixed)
		goFix(t, dir, tool).checkText(t, 0, "")
		checkFiles(t, dir, hasFixed)
	}
}

func TestGoVetFixDiff(t *testing.T) {
	for _, tool := range fixingTools() {
		dir := unittest.Module(t, toFix)
		tool = append(tool, "-diff")
		got := goFix(t, dir, tool)
		for _, line := range []string{`+func P() string { return "p" }`, `+var _ = "in" `, `+var _ = p.P() `} {
			if strings.Count(got.stdout, line) != 1 || got.code != 1 {
				t.Errorf("%q: exit code %d, want 1 and one line %q in:\n%s", tool, got.code, line, got.stdout)
			}
		}
		checkFiles(t, dir, toFix)
		clean := unittest.Module(t, hasFixed)
		goFix(t, clean, tool).checkText(t, 0, "")
	}
}

// fixingTools returns the ways to have the go command fix, with the test binary
// as the tool.
func fixingTools() [][]string {
	return [][]string{
		{"vet", "-vettool=" + os.Args[0], "-fix"},
		{"fix", "-fixtool=" + os.Args[0]},
	}
}

func goFix(t *testing.T, dir string, tool []string) outcome {
	t.Helper()
	return run(t, dir, []string{asFixer + "=1"}, "go", slices.Concat(tool, []string{"-gate=false", "./..."})...)
}

// TestGoVetFixNothing has no finding to fix: the go command takes such a package for
// done only if the tool leaves an empty archive of fixes.
func TestGoVetFixNothing(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m
`)
	goVet(t, dir, "-fix", ".").checkVet(t, 0)
}
