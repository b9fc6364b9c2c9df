package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ports is a module of which one package frees a port, one gets it, and one has nothing
// to do with either.
const ports = `
-- go.mod --
module m
go 1.26
-- free/free.go --
package free

import "net"

func Port() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}
-- user/user.go --
package user

import (
	"m/free"
	"os/exec"
)

func Start() error { return exec.Command("server", free.Port()).Run() }
-- other/other.go --
package other

FAULTY
`

// TestChangedLeaf changes a package that others import.
func TestChangedLeaf(t *testing.T) {
	t.Parallel()
	dir, cache := module(t, ports), "-cache="+t.TempDir()
	name := filepath.Join(dir, "free", "free.go")
	original, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ name, from, to, want string }{
		{"the first time", "", "", "m/free m/other m/user"},
		{"unchanged", "", "", ""},
		{"where the socket is closed moves, which facts tell", "import", "\nimport", "m/free m/user"},
		{"what is below moves", "\treturn l.", "\n\treturn l.", "m/free"},
		{"another function", "func Port", "func other() {}; func Port", "m/free"},
		{"another type for others", "func Port", "type T int; func Port", "m/free m/user"},
		{"as it was", "", "", ""},
	} {
		text := bytes.Replace(original, []byte(step.from), []byte(step.to), 1)
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
		packages, got := run(t, dir, nil, sockvet, cache, "-v", "./...").analyzed()
		if strings.Join(packages, " ") != step.want {
			t.Errorf("%s: analyzes %q, want %q", step.name, packages, step.want)
		}
		if want := run(t, dir, nil, sockvet, "-cache=off", "./..."); got != want {
			t.Errorf("%s: got  %+v\nwant %+v", step.name, got, want)
		}
	}
}

// TestCacheSettings has the flag and the variable name folders, or none.
func TestCacheSettings(t *testing.T) {
	t.Parallel()
	dir, one, two := module(t, ports), t.TempDir(), t.TempDir()
	const variable = "SOCKVET_CACHE="
	again := func(env string, flags ...string) int {
		t.Helper()
		packages, got := run(t, dir, []string{env}, sockvet, append(flags, "-v", "./...")...).analyzed()
		if len(findings(got.stdout)) == 0 || got.stderr != "" {
			t.Errorf("%s, %q: got %+v", env, flags, got)
		}
		return len(packages)
	}
	for _, step := range []struct {
		env   string
		flags []string
		want  int
	}{
		{variable + one, nil, 3},
		{variable + one, nil, 0},
		{variable + "off", nil, 3},
		{variable + one, []string{"-cache=off"}, 3},
		{variable + "off", []string{"-cache=" + one}, 0},
		{variable + one, []string{"-cache", two}, 3},
		{variable + "off", []string{"-cache=" + two}, 0},
		{variable + two, []string{"-cache="}, 0},
	} {
		if got := again(step.env, step.flags...); got != step.want {
			t.Errorf("%s, %q: analyzes %d packages, want %d", step.env, step.flags, got, step.want)
		}
	}
	file := filepath.Join(dir, "go.mod")
	run(t, dir, nil, sockvet, "-cache="+file, "./...").check(t, 2, nil, "sockvet: cache: ")
	run(t, dir, []string{variable + file}, sockvet, "./...").check(t, 2, nil, "sockvet: cache: ")
}

// TestNoUserCacheDirectory has a user without one that can be used: that costs time only.
func TestNoUserCacheDirectory(t *testing.T) {
	t.Parallel()
	gocache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := module(t, ports)
	file := filepath.Join(dir, "go.mod")
	env := []string{"SOCKVET_CACHE=", "XDG_CACHE_HOME=" + file, "HOME=" + file, "LocalAppData=" + file,
		"GOCACHE=" + strings.TrimSpace(string(gocache)), "GOPATH=" + t.TempDir(), "GOENV=off"}
	got := run(t, dir, env, sockvet, "./...")
	got.check(t, 1, findings(run(t, dir, nil, sockvet, "-cache=off", "./...").stdout), "sockvet: nothing is kept between runs: ")
}

// TestInterruptedRun ends a run as soon as it has stored something.
func TestInterruptedRun(t *testing.T) {
	t.Parallel()
	dir, cache := module(t, ports), t.TempDir()
	want := run(t, dir, nil, sockvet, "-cache=off", "./...")
	cmd := exec.Command(sockvet, "-cache="+cache, "./...")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for over := false; !over; {
		entries, err := filepath.Glob(filepath.Join(cache, "*", "*-d"))
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) > 0 {
			cmd.Process.Kill()
			<-ended
			break
		}
		select {
		case <-ended:
			over = true
		default:
		}
	}
	if got := run(t, dir, nil, sockvet, "-cache="+cache, "./..."); got != want {
		t.Errorf("after that, got %+v\nwant %+v", got, want)
	}
	run(t, dir, nil, sockvet, "-cache="+cache, "-v", "./...").fromCache(t, "then", want)
}

// TestTwoRunsAtOnce has two runs begin with the same empty folder.
func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	dir, cache := module(t, ports), "-cache="+t.TempDir()
	want := run(t, dir, nil, sockvet, "-cache=off", "./...")
	t.Run("both", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				if got := run(t, dir, nil, sockvet, cache, "./..."); got != want {
					t.Errorf("got %+v\nwant %+v", got, want)
				}
			})
		}
	})
	run(t, dir, nil, sockvet, cache, "-v", "./...").fromCache(t, "then", want)
}

// TestCachedModules has what pre-commit runs take results from the cache.
func TestCachedModules(t *testing.T) {
	t.Parallel()
	dir, cache := module(t, ports), "-cache="+t.TempDir()
	want := run(t, dir, nil, sockvet, "-cache=off", "-modules", "go.mod")
	run(t, dir, nil, sockvet, cache, "-modules", "user/user.go")
	run(t, dir, nil, sockvet, cache, "-v", "-modules", "go.mod").fromCache(t, "-modules", want)
	run(t, dir, nil, sockvet, cache, "-v", "./...").fromCache(t, "packages", want)
}
