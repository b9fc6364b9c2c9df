package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A target is a module of a repository at a commit, and the packages to check.
type target struct {
	repo, commit, dir string
	flags             []string // for sockvet and the go command alike, such as -tags=int
	packages          []string
}

func (t target) String() string { return t.repo + " " + t.dir }

// name is that of the files which are kept for t.
func (t target) name() string {
	return strings.ReplaceAll(filepath.ToSlash(filepath.Join(t.repo, t.dir)), "/", "+")
}

// commitLine is how docs/evaluation.md says what is checked.
var commitLine = regexp.MustCompile("^Commit `([^`]+)`, module `([^`]+)`, packages `([^`]+)`")

// targetsOf returns what names say: OWNER/NAME stands for what the list has of
// that repository, OWNER/NAME@COMMIT for all packages of its main module. Without
// names it returns the whole list.
func targetsOf(list string, names []string) ([]target, error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	listed := parse(string(text))
	if len(names) == 0 {
		return listed, nil
	}
	var targets []target
	for _, name := range names {
		if repo, commit, ok := strings.Cut(name, "@"); ok {
			targets = append(targets, newTarget(repo, commit, ".", "./..."))
			continue
		}
		n := len(targets)
		for _, t := range listed {
			if t.repo == name {
				targets = append(targets, t)
			}
		}
		if len(targets) == n {
			return nil, fmt.Errorf("%s: no %s; name it OWNER/NAME@COMMIT", list, name)
		}
	}
	return targets, nil
}

// parse returns the targets of a file in the form of docs/evaluation.md.
func parse(text string) []target {
	var targets []target
	repo := ""
	for line := range strings.Lines(text) {
		if heading, ok := strings.CutPrefix(line, "### "); ok {
			repo = strings.TrimSpace(heading)
		}
		if f := commitLine.FindStringSubmatch(line); f != nil {
			targets = append(targets, newTarget(repo, f[1], f[2], f[3]))
		}
	}
	return targets
}

// newTarget returns a target; args are the packages, with flags before them.
func newTarget(repo, commit, dir, args string) target {
	t := target{repo: repo, commit: commit, dir: dir, packages: strings.Fields(args)}
	first := slices.IndexFunc(t.packages, func(arg string) bool { return !strings.HasPrefix(arg, "-") })
	if first > 0 {
		t.flags, t.packages = t.packages[:first], t.packages[first:]
	}
	return t
}
