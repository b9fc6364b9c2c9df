package vettool_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/sockvet/sockvet/internal/unit/unittest"
	"github.com/sockvet/sockvet/internal/vettool"
)

// TestMain lets the test binary be the vettool that the tests run.
func TestMain(m *testing.M) {
	last := os.Args[len(os.Args)-1]
	switch {
	case strings.HasSuffix(last, ".cfg"):
		vet(last)
	case last == "-V=full" || last == "-flags":
		tool()
	default:
		os.Exit(m.Run())
	}
}

func vet(config string) {
	suite := unittest.Suite()
	done, err := vettool.Run(suite, &vettool.Options{
		Config:    config,
		Analyzers: suite.Analyzers,
		NoGate:    slices.Contains(os.Args, "-gate=false"),
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !done {
		tool()
	}
}

func tool() {
	flag.Bool("gate", true, "")
	unitchecker.Main(unittest.Suite().Analyzers...)
}

func TestFacts(t *testing.T) {
	for _, c := range unittest.Cases {
		t.Run(c.Name, func(t *testing.T) {
			dir := unittest.Module(t, c.Module)
			for _, args := range [][]string{nil, {"-gate=false"}} {
				if got := goVet(t, dir, append(args, "./...")...); !slices.Equal(got, c.Want) {
					t.Errorf("%v\ngot  %q\nwant %q", args, got, c.Want)
				}
			}
		})
	}
}

// TestFactsFirst has the facts of a package asked for before the package itself.
// What is cached then must not hide its findings, and importers need its facts.
func TestFactsFirst(t *testing.T) {
	module := unittest.Cases[0] // c imports b, which imports a
	dir := unittest.Module(t, module.Module)
	b, c := module.Want[0], module.Want[1]
	for _, run := range []struct {
		pattern string
		want    []string
	}{
		{"./c", []string{c}},
		{"./c", []string{c}},
		{"./b", []string{b}},
		{"./a", nil},
		{"./...", []string{b, c}},
		{"./b", []string{b}},
		{"./c", []string{c}},
	} {
		if got := goVet(t, dir, run.pattern); !slices.Equal(got, run.want) {
			t.Errorf("%s: got %q, want %q", run.pattern, got, run.want)
		}
	}
}

// TestFactsChange changes a function so that nothing but its facts tells importers of
// importers: the one between them, which has a finding before and after, compiles to
// what it was.
func TestFactsChange(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m
go 1.26
-- z/z.go --
package z
import "net"
func Open() { net.Listen("tcp", "") }
-- a/a.go --
package a
import "m/z"
var never bool
//go:noinline
func Open() { if never { println() } }
var _ = z.Open
-- b/b.go --
package b
import ("m/a"; "m/z")
//go:noinline
func Reopen() { a.Open() }
func Always() { z.Open() }
-- c/c.go --
package c
import "m/b"
//go:noinline
func C() { b.Reopen() }
-- d/d.go --
package d
import "m/c"
func D() { c.C() }
`)
	const d = "d/d.go:3: C listens"
	all := []string{"a/a.go:5: Open listens", "b/b.go:4: Open listens", "b/b.go:5: Open listens", "c/c.go:4: Reopen listens", d}
	check := func(pattern string, want ...string) {
		t.Helper()
		if got := goVet(t, dir, pattern); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
	for range 2 {
		check("./...", "b/b.go:5: Open listens")
		check("./d")
	}
	name := filepath.Join(dir, "a/a.go")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Replace(text, []byte("println()"), []byte("z.Open()"), 1), 0o666); err != nil {
		t.Fatal(err)
	}
	check("./d", d)
	check("./...", all...)
}

// goVet runs go vet in dir, and returns the findings as lines, with files relative to
// dir and without columns.
func goVet(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := exec.Command("go", slices.Concat([]string{"vet", "-vettool=" + self}, args)...)
	cmd.Dir = dir
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(stderr.String()) {
		if m := finding.FindStringSubmatch(line); m != nil {
			lines = append(lines, fmt.Sprintf("%s:%s: %s", filepath.ToSlash(m[1]), m[2], m[3]))
		} else if !strings.HasPrefix(line, "#") {
			t.Errorf("go vet: %s", line)
		}
	}
	slices.Sort(lines)
	return lines
}

var finding = regexp.MustCompile(`^(\S+\.go):(\d+):\d+: (.* listens)\n$`)

// TestNoExportData has a .cfg file as a go command may write it that leaves the
// types of imports to the tool: then all is up to unitchecker.
func TestNoExportData(t *testing.T) {
	for _, packageFile := range []string{``, `, "PackageFile": {}`} {
		name := filepath.Join(t.TempDir(), "vet.cfg")
		text := `{"ImportPath": "m", "GoFiles": ["m.go"], "ImportMap": {"net": "net"}` + packageFile + `}`
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		suite := unittest.Suite()
		done, err := vettool.Run(suite, &vettool.Options{Config: name, Analyzers: suite.Analyzers})
		if done || err != nil {
			t.Errorf("Run = %v, %v, want false, nil", done, err)
		}
		if after, err := os.ReadFile(name); err != nil || string(after) != text {
			t.Errorf("the file was changed: %s, %v", after, err)
		}
	}
}
