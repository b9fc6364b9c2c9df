package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestExitCodes(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- clean/clean.go --
package clean
-- faulty/faulty.go --
package faulty

FAULTY
-- none/none.txt --
`)
	run(t, dir, nil, sockvet, "./clean").check(t, 0, nil)
	run(t, dir, nil, sockvet, "./faulty").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet, "./...").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet, "./clean", "m/faulty", "./...").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet, "-portrace=false", "./...").check(t, 0, nil)
	run(t, dir, nil, sockvet, "-portrace", "./...").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet, "-gate=false", "./...").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet).check(t, 2, nil, "no Go files in")
	run(t, dir, nil, sockvet, "./none/...").check(t, 2, nil, "matched no packages", "no packages to check")
	run(t, dir, nil, sockvet, "./nowhere").check(t, 2, nil, "nowhere")
	for _, c := range []struct{ args, want string }{
		{"-nope", "sockvet: flag provided but not defined: -nope; sockvet -h lists the flags\n"},
		{"-test=maybe", "sockvet: invalid boolean value \"maybe\" for -test: parse error; sockvet -h lists the flags\n"},
		{"./... -json", "sockvet: -json: flags come before packages and files\n"},
		{"-test=false ./clean -json ./faulty -x", "sockvet: -json: flags come before packages and files\n"},
		{"-modules clean/clean.go -json", "sockvet: -json: flags come before packages and files\n"},
	} {
		got := run(t, dir, nil, sockvet, strings.Fields(c.args)...)
		got.check(t, 2, nil, c.want)
		if got.stdout != "" || got.stderr != c.want {
			t.Errorf("%s: got more than that: %q", c.args, got.stdout+got.stderr)
		}
	}
	run(t, dir, nil, sockvet, "--", "./faulty", "-json").check(t, 2, []string{"faulty/faulty.go:14"}, "malformed import path \"-json\"")
	run(t, dir, nil, sockvet, "-modules", "--", "faulty/faulty.go", "-none.go").check(t, 1, []string{"faulty/faulty.go:14"})
	run(t, dir, nil, sockvet, "-mod=nope", "./...").check(t, 2, nil, "-mod=nope")

	in := run(t, filepath.Join(dir, "faulty"), nil, sockvet)
	in.check(t, 1, []string{"faulty.go:14"})
	if !strings.HasSuffix(strings.SplitN(in.stdout, "\n", 2)[0], " (portrace)") {
		t.Errorf("the finding does not name the check: %s", in.stdout)
	}
}

func TestHelpAndVersion(t *testing.T) {
	dir := t.TempDir()
	for arg, want := range map[string]string{
		"-h":       "-tags list",
		"--help":   "portrace",
		"-version": runtime.Version(),
		"version":  runtime.Version(),
		"-V=full":  "buildID=",
		"-flags":   `"Name": "portrace"`,
		"help":     "portrace",
	} {
		got := run(t, dir, nil, sockvet, arg)
		if got.code != 0 || got.stderr != "" || !strings.Contains(got.stdout, want) {
			t.Errorf("%s: %+v, want %q on stdout", arg, got, want)
		}
	}
}

func TestTestFiles(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m
-- in_test.go --
package m

FAULTY
-- ex_test.go --
package m_test

FAULTY
`)
	run(t, dir, nil, sockvet, ".").check(t, 1, []string{"ex_test.go:14", "in_test.go:14"})
	run(t, dir, nil, sockvet, "-test=false", ".").check(t, 0, nil)
}

func TestBuildTags(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m
-- tagged.go --
//go:build integration

package m

FAULTY
`)
	run(t, dir, nil, sockvet, ".").check(t, 0, nil)
	run(t, dir, nil, sockvet, "-tags=integration", ".").check(t, 1, []string{"tagged.go:16"})
	run(t, dir, nil, sockvet, "-tags", "other,integration", ".").check(t, 1, []string{"tagged.go:16"})
	run(t, dir, []string{"GOFLAGS=-tags=integration"}, sockvet, ".").check(t, 1, []string{"tagged.go:16"})
}

func TestBrokenPackages(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- faulty/faulty.go --
package faulty

FAULTY
-- mistyped/mistyped.go --
package mistyped

import "net"

var Listen int = net.Listen
-- uses/uses.go --
package uses

import (
	"m/mistyped"
	"net"
)

var _, _ = net.Listen("tcp", mistyped.Listen)
-- unparsed/unparsed.go --
package unparsed

func f( {
-- missing/missing.go --
package missing

import _ "example.com/missing"
-- brokentest/b.go --
package brokentest

FAULTY
-- brokentest/b_test.go --
package brokentest

var x int = f
`)
	run(t, dir, nil, sockvet, "./...").check(t, 2, []string{"brokentest/b.go:14", "faulty/faulty.go:14"},
		"mistyped/mistyped.go:5:18: cannot use net.Listen",
		"unparsed/unparsed.go:3:9: syntax error",
		"no required module provides package example.com/missing",
		"brokentest/b_test.go:3:13: cannot use f",
		"not checked, because of these errors: m/brokentest [m/brokentest.test], m/mistyped, m/uses",
	)
}

func TestWorkspace(t *testing.T) {
	dir := module(t, `
-- go.work --
go 1.26
use (
	./one
	./two
)
-- one/go.mod --
module example.com/one
go 1.26
-- one/one.go --
package one

FAULTY
-- two/go.mod --
module example.com/two
go 1.26
-- two/two.go --
package two

FAULTY
`)
	both := []string{"one/one.go:14", "two/two.go:14"}
	run(t, dir, nil, sockvet, "./one/...", "./two/...").check(t, 1, both)
	run(t, dir, nil, sockvet, "example.com/...").check(t, 1, both)
	run(t, dir, nil, sockvet, "./...").check(t, 2, nil, "./...")
	run(t, dir, nil, sockvet, "-C", "two", "./...").check(t, 1, both[1:])
	run(t, dir, []string{"GOWORK=off"}, sockvet, "-C=one", "./...").check(t, 1, both[:1])
}

func TestOutsideTheWorkingDirectory(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m

FAULTY
`)
	beside := t.TempDir()
	rel, err := filepath.Rel(beside, filepath.Join(dir, "m.go"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, beside, nil, sockvet, "-C", dir, ".").check(t, 1, []string{filepath.ToSlash(rel) + ":14"})
}

func TestVendoredModule(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
require example.com/ports v1.0.0
-- m.go --
package m

import (
	"os/exec"

	"example.com/ports"
)

func f() {
	exec.Command("server", ports.Pick()).Run()
}
-- vendor/modules.txt --
# example.com/ports v1.0.0
## explicit; go 1.26
example.com/ports
-- vendor/example.com/ports/ports.go --
package ports

import "net"

func Pick() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}
`)
	want := []string{"m.go:10"}
	run(t, dir, nil, sockvet, "./...").check(t, 1, want)
	run(t, dir, nil, sockvet, "-mod=vendor", "./...").check(t, 1, want)
}

func TestCgo(t *testing.T) {
	if out, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || strings.TrimSpace(string(out)) != "1" {
		t.Skip("cgo is off")
	}
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m

// int one(void) { return 1; }
import "C"

import (
	"net"
	"os/exec"
)

var one = C.one()

func f() FAULT
`)
	for _, env := range []string{"GOFLAGS=", "GOFLAGS=-trimpath"} {
		run(t, dir, []string{env}, sockvet, ".").check(t, 1, []string{"m.go:19"})
	}
}

func TestFactsCrossAPackageThatDoesNotMatter(t *testing.T) {
	dir := module(t, throughPackages)
	run(t, dir, nil, sockvet, "./...").check(t, 1, []string{"user/user.go:10"})
	run(t, dir, nil, sockvet, "./user").check(t, 1, []string{"user/user.go:10"})
}

const throughPackages = `
-- go.mod --
module m
go 1.26
-- ports/ports.go --
package ports

import "net"

type Picker struct{}

func (Picker) Pick() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}
-- between/between.go --
package between

import "m/ports"

func New() ports.Picker { return ports.Picker{} }
-- user/user.go --
package user

import (
	"os/exec"

	"m/between"
)

func f() {
	exec.Command("server", between.New().Pick()).Run()
}
`

// TestFactsStayInTheirPackage has a type that is declared as another package's interface,
// whose only implementation binds. Both drivers go on to the package that imports it.
func TestFactsStayInTheirPackage(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- a/a.go --
package a

type Opener interface { Open(addr string) error }
-- b/b.go --
package b

import (
	"net"

	"m/a"
)

type Opener a.Opener

type opener struct{ l net.Listener }

func (o *opener) Open(addr string) (err error) {
	o.l, err = net.Listen("tcp", addr)
	return err
}

func New() Opener { return &opener{} }
-- c/c.go --
package c

import _ "m/b"

FAULTY
`)
	run(t, dir, nil, sockvet, "./...").check(t, 1, []string{"c/c.go:16"})
	goVet(t, dir, "./...").checkVet(t, 1, "c/c.go:16")
}

func TestNoGoCommand(t *testing.T) {
	dir := module(t, "-- go.mod --\nmodule m\n-- m.go --\npackage m\n")
	run(t, dir, []string{"PATH=" + t.TempDir()}, sockvet, ".").check(t, 2, nil, "sockvet: the go command is needed: exec: ")
}

func TestNoModule(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte("package p\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, dir, []string{"GO111MODULE=on"}, sockvet, "./...").check(t, 2, nil, "does not contain main module")
	run(t, dir, []string{"GO111MODULE=on"}, sockvet, "p.go").check(t, 0, nil)
}

func TestModuleNewerThanGo(t *testing.T) {
	dir := module(t, "-- go.mod --\nmodule m\ngo 1.9999\n-- m.go --\npackage m\n")
	run(t, dir, []string{"GOTOOLCHAIN=local"}, sockvet, ".").check(t, 2, nil, "go.mod requires go >= 1.9999")
}
