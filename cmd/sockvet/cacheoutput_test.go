package main_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A sample is a module in testdata, and how to check it.
type sample struct {
	name string
	args []string // flags and packages
	env  []string
}

// samples returns all but thirdparty, of which most is to be downloaded.
func samples(t *testing.T) []sample {
	t.Helper()
	all := []string{"./..."}
	list := []sample{
		{name: "sample", args: all},
		{name: "fixes", args: all},
		{name: "helperfixes", args: []string{"-portrace.fix=helpers", "./..."}},
		{name: "dirfixes", args: all},
		{name: "vendored", args: all},
		{name: "workspace", args: []string{"./app/...", "./ports/..."}},
	}
	cc, err := exec.Command("go", "env", "CC").Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath(strings.TrimSpace(string(cc))); err == nil {
		list = append(list, sample{name: "cgo", args: all, env: []string{"GOFLAGS=-tags=integration"}})
	}
	return list
}

// copyTo makes dir a copy of the module.
func (s sample) copyTo(t *testing.T, dir string) {
	t.Helper()
	err := os.RemoveAll(dir)
	if err == nil {
		err = os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", s.name)))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// run runs sockvet on a copy of the module, with a folder for results, or "off".
func (s sample) run(t *testing.T, dir, cache string, flags ...string) outcome {
	t.Helper()
	return run(t, dir, s.env, sockvet, slices.Concat([]string{"-cache=" + cache}, flags, s.args)...)
}

// analyzed returns the packages that a run with -v says it analyzed, and the outcome
// without that.
func (o outcome) analyzed() (packages []string, rest outcome) {
	var others []string
	for line := range strings.Lines(o.stderr) {
		if id, ok := strings.CutPrefix(line, "sockvet: analyzed "); ok {
			packages = append(packages, strings.TrimSuffix(id, "\n"))
		} else {
			others = append(others, line)
		}
	}
	o.stderr = strings.Join(others, "")
	return packages, o
}

// fromCache checks that an outcome with -v is one for which nothing was analyzed, and
// else the same as one without a cache.
func (o outcome) fromCache(t *testing.T, what string, without outcome) {
	t.Helper()
	packages, rest := o.analyzed()
	if len(packages) > 0 {
		t.Errorf("%s: analyzes again %q", what, packages)
	}
	if rest != without {
		t.Errorf("%s: got  %+v\nwant %+v", what, rest, without)
	}
}

// eachSample runs a test for each sample, with a copy of it in dir and an empty folder for
// results.
func eachSample(t *testing.T, test func(t *testing.T, s sample, dir, cache string)) {
	if testing.Short() {
		t.Skip("runs for each sample and format")
	}
	t.Parallel()
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir, cache := filepath.Join(t.TempDir(), s.name), t.TempDir()
			s.copyTo(t, dir)
			test(t, s, dir, cache)
		})
	}
}

// TestCachedOutput has the same bytes come from a cold run, one that stores results, and
// one that finds all of them, in all formats.
func TestCachedOutput(t *testing.T) {
	eachSample(t, func(t *testing.T, s sample, dir, cache string) {
		storing, stored := s.run(t, dir, cache, "-v").analyzed()
		if len(storing) == 0 {
			t.Error("the first run analyzes nothing")
		}
		for _, flags := range [][]string{nil, {"-json"}, {"-sarif"}, {"-gitlab"}, {"-diff"}} {
			cold := s.run(t, dir, "off", flags...)
			if flags == nil && cold != stored {
				t.Errorf("storing, got %+v\nwant %+v", stored, cold)
			}
			s.run(t, dir, cache, append(flags, "-v")...).fromCache(t, strings.Join(flags, " "), cold)
		}
		explain := []string{"-portrace.explain", "-sockdir.explain", "-sockpath.explain", "-portguess.explain"}
		cold := s.run(t, dir, "off", explain...)
		if got := s.run(t, dir, cache, explain...); got != cold || got == stored {
			t.Errorf("explaining, got %+v\nwant %+v", got, cold)
		}
		s.run(t, dir, cache, append(explain, "-v")...).fromCache(t, "explain", cold)
	})
}

// TestCachedFixes applies fixes that an earlier run has found.
func TestCachedFixes(t *testing.T) {
	eachSample(t, func(t *testing.T, s sample, dir, cache string) {
		unfixed := tree(t, dir)
		cold := s.run(t, dir, "off", "-fix")
		want := tree(t, dir)
		if maps.Equal(want, unfixed) {
			t.Error("nothing is fixed")
		}
		s.copyTo(t, dir)
		s.run(t, dir, cache)
		if got := s.run(t, dir, cache, "-fix"); got != cold {
			t.Errorf("got  %+v\nwant %+v", got, cold)
		}
		if got := tree(t, dir); !maps.Equal(got, want) {
			t.Errorf("the files are\n%v\nwant\n%v", got, want)
		}
	})
}

// tree returns the contents of the files in dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		files[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCacheAfterEdits moves the lines of each file of a module, one file after the other:
// what is taken from the cache is what a run without one finds.
func TestCacheAfterEdits(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for each file")
	}
	t.Parallel()
	for _, s := range samples(t) {
		if s.name != "sample" && s.name != "helperfixes" && s.name != "workspace" {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir, cache := filepath.Join(t.TempDir(), s.name), t.TempDir()
			s.copyTo(t, dir)
			s.run(t, dir, cache, "-json")
			for name, content := range tree(t, dir) {
				if filepath.Ext(name) != ".go" {
					continue
				}
				if err := os.WriteFile(name, []byte("\n\n"+content), 0o666); err != nil {
					t.Fatal(err)
				}
				got := s.run(t, dir, cache, "-json")
				if want := s.run(t, dir, "off", "-json"); got != want {
					t.Errorf("%s moved: got  %+v\nwant %+v", name, got, want)
				}
			}
		})
	}
}
