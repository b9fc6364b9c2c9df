//go:build unix

package prove

import (
	"context"
	"fmt"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
	"github.com/sockvet/sockvet/internal/prove/leftover"
	"github.com/sockvet/sockvet/internal/prove/outcome"
	"github.com/sockvet/sockvet/internal/prove/rounds"
)

// A batch is some packages whose tests are run with the same overlay.
type batch struct {
	*job
	runner   *gotest.Runner
	paths    []string
	dirs     map[string]string // by path
	firsts   map[string]*gotest.Result
	packages []*outcome.Package
}

// newBatch returns the batch of all packages that were asked for.
func (j *job) newBatch(ctx context.Context) (*batch, error) {
	folder, err := j.subfolder("tests")
	if err != nil {
		return nil, err
	}
	l, err := list(ctx, j.tools, j.Dir, j.Build, j.Patterns)
	if err != nil {
		return nil, err
	}
	for _, dir := range l.all {
		j.asked = append(j.asked, dir)
	}
	return &batch{job: j, runner: j.runner(j.overlay, folder), paths: l.paths, dirs: l.dirs, firsts: map[string]*gotest.Result{}}, nil
}

// run runs the tests of the packages, as often as it takes.
func (b *batch) run(ctx context.Context) error {
	if err := b.first(ctx); err != nil {
		return err
	}
	for _, path := range b.paths {
		if err := b.further(ctx, path); err != nil {
			return err
		}
	}
	return nil
}

// first runs the tests of all packages.
func (b *batch) first(ctx context.Context) error {
	if len(b.paths) == 0 {
		return nil
	}
	b.Progress("packages whose tests can have to do with sockets: %d", len(b.paths))
	return b.runner.First(ctx, b.paths, b.dirs, func(path string, result *gotest.Result) {
		if _, ok := b.dirs[path]; !ok {
			return
		}
		b.firsts[path] = result
		b.Progress("%s: tests that fail with ports taken: %d", path, len(result.Failed()))
	})
}

// further does what is to be done after the first run of a package.
func (b *batch) further(ctx context.Context, path string) error {
	first, dir := b.firsts[path], b.dirs[path]
	switch {
	case first == nil:
		b.problem(path + ": its tests were not run")
		return nil
	case first.Broken != "":
		b.problem(fmt.Sprintf("%s: its tests don't compile:\n%s", path, strings.TrimSpace(first.Broken)))
		return nil
	}
	events, err := b.holder.Events(dir)
	if err != nil {
		return err
	}
	left := map[*gotest.Result][]leftover.Dir{first: b.sweep(events)}
	again := func(ctx context.Context, spec gotest.Spec) (*gotest.Result, []holder.Event, error) {
		result, run, err := b.runner.Again(ctx, path, dir, spec)
		if err != nil {
			return nil, nil, err
		}
		events, err := b.holder.Events(run)
		left[result] = b.sweep(events)
		return result, events, err
	}
	say := func(round, failing, spared int) {
		b.Progress("%s: round %d, ports spared: %d", path, round, spared)
	}
	report, err := rounds.Run(ctx, first, events, again, rounds.Options{Rounds: b.Rounds, Group: b.matcher.Group, Say: say})
	if err != nil {
		return err
	}
	b.packages = append(b.packages, &outcome.Package{Path: path, Dir: dir, Report: report, Left: left[report.Last]})
	return nil
}
