//go:build unix

// Package prove shows findings by runs: the tests of packages, with every port that is
// freed before it is used taken at once by somebody else. A port that makes a test fail,
// which passes otherwise, is proved to be lost in time.
//
// The work is done in steps, a package each: overlay has the test tell of its sockets and
// take ports, event reads what it tells, holder keeps what was taken, gotest runs tests,
// rounds finds out which port is to blame, leftover finds directories, and outcome says
// what that means for findings.
package prove

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
	"github.com/sockvet/sockvet/internal/prove/leftover"
	"github.com/sockvet/sockvet/internal/prove/outcome"
	"github.com/sockvet/sockvet/internal/prove/overlay"
	"github.com/sockvet/sockvet/internal/prove/rounds"
)

// Options say what to run.
type Options struct {
	Dir      string // where the go command runs, "" for the working directory
	Patterns []string
	Build    []string // flags of go list and go test
	Test     []string // flags of go test
	Run      string   // its flag -run
	Hold     time.Duration
	Cap      int
	Rounds   int
	Wide     bool
	Findings []output.Finding
	Self     string    // the command, for gotest.WrapArg
	Log      io.Writer // what tests print
	Stderr   io.Writer // what the go command has to say
	Progress func(format string, args ...any)
}

// A Result is what came of it.
type Result struct {
	Go       string // its version
	Packages []*outcome.Package
	Verdicts []outcome.Verdict
	Problems []string
	Roots    outcome.Roots
}

// Run runs tests. The error says why there is no result.
func Run(ctx context.Context, o *Options) (result *Result, err error) {
	folder, err := os.MkdirTemp("", "sv") // a short name: a socket will be in it
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := gotest.Adopt(); err != nil {
		return nil, err
	}
	defer func() {
		if ctx.Err() != nil {
			err = errors.Join(err, gotest.EndOrphans())
		}
	}()
	j := &job{Options: o, folder: folder, result: new(Result), firsts: map[string]*gotest.Result{}}
	if err := j.prepare(ctx); err != nil {
		return nil, err
	}
	defer j.holder.Close()
	if err := j.first(ctx); err != nil {
		return nil, err
	}
	for _, path := range j.paths {
		if err := j.further(ctx, path); err != nil {
			return nil, err
		}
	}
	j.result.Verdicts = j.matcher.Verdicts(j.result.Packages)
	return j.result, nil
}

// A job is a run of Run.
type job struct {
	*Options
	folder  string
	tools   *toolchain
	holder  *holder.Holder
	runner  *gotest.Runner
	matcher *outcome.Matcher
	paths   []string
	dirs    map[string]string
	firsts  map[string]*gotest.Result
	temp    map[string]bool // what was in the folder for temporary files
	result  *Result
}

// prepare writes the overlay and begins to listen.
func (j *job) prepare(ctx context.Context) (err error) {
	if j.tools, err = findToolchain(ctx, j.Dir, j.folder); err != nil {
		return err
	}
	roots := outcome.Roots{Go: j.tools.Root, Modules: j.tools.modules}
	j.result.Go, j.result.Roots = j.tools.Version, roots
	j.matcher = outcome.NewMatcher(j.Findings, roots)
	if j.paths, j.dirs, err = testPackages(ctx, j.tools, j.Dir, j.Build, j.Patterns); err != nil {
		return err
	}
	toldOfDirs := false
	for _, f := range j.Findings {
		toldOfDirs = toldOfDirs || f.Check == "sockdir"
	}
	if !toldOfDirs {
		j.temp = leftover.Temp()
	}
	overlayFolder := filepath.Join(j.folder, "overlay")
	if err := os.Mkdir(overlayFolder, 0o777); err != nil {
		return err
	}
	replace, err := overlay.Write(overlayFolder, j.tools.Go, toldOfDirs)
	if err != nil {
		return err
	}
	if j.holder, err = holder.Listen(j.folder, holder.Options{Hold: j.Hold, Cap: j.Cap, Wide: j.Wide}); err != nil {
		return err
	}
	flags := append([]string{"-overlay=" + replace, "-vet=off", "-trimpath=false"}, j.Build...)
	j.runner = &gotest.Runner{
		Go: j.tools.command, Dir: j.Dir, Env: j.tools.env, Flags: append(flags, j.Test...), Run: j.Options.Run,
		Self: j.Self, Folder: j.folder, Holder: j.holder.Path(), Wide: j.Wide, Log: j.Log, Stderr: j.Stderr,
	}
	return nil
}

// first runs the tests of all packages.
func (j *job) first(ctx context.Context) error {
	if len(j.paths) == 0 {
		return nil
	}
	j.Progress("%d packages have tests that can have to do with sockets", len(j.paths))
	return j.runner.First(ctx, j.paths, j.dirs, func(path string, result *gotest.Result) {
		if _, ok := j.dirs[path]; !ok {
			return
		}
		j.firsts[path] = result
		if failed := result.Failed(); len(failed) > 0 {
			j.Progress("%s: with ports taken, %s", path, fails(len(failed)))
		} else {
			j.Progress("%s", path)
		}
	})
}

func fails(n int) string {
	if n == 1 {
		return "1 test fails"
	}
	return fmt.Sprint(n, " tests fail")
}

// further does what is to be done after the first run of a package.
func (j *job) further(ctx context.Context, path string) error {
	first, dir := j.firsts[path], j.dirs[path]
	switch {
	case first == nil:
		j.result.Problems = append(j.result.Problems, fmt.Sprintf("%s: its tests were not run", path))
		return nil
	case first.Broken != "":
		j.result.Problems = append(j.result.Problems, fmt.Sprintf("%s: its tests don't compile:\n%s", path, strings.TrimSpace(first.Broken)))
		return nil
	}
	events, err := j.holder.Events(dir)
	if err != nil {
		return err
	}
	left := map[*gotest.Result][]leftover.Dir{first: j.sweep(events)}
	again := func(ctx context.Context, spec gotest.Spec) (*gotest.Result, []holder.Event, error) {
		result, run, err := j.runner.Again(ctx, path, dir, spec)
		if err != nil {
			return nil, nil, err
		}
		events, err := j.holder.Events(run)
		left[result] = j.sweep(events)
		return result, events, err
	}
	say := func(round, failing, spared int) {
		j.Progress("%s: round %d, %d ports spared", path, round, spared)
	}
	report, err := rounds.Run(ctx, first, events, again, rounds.Options{Rounds: j.Rounds, Group: j.matcher.Group, Say: say})
	if err != nil {
		return err
	}
	j.result.Packages = append(j.result.Packages, &outcome.Package{Path: path, Dir: dir, Report: report, Left: left[report.Last]})
	return nil
}

// sweep returns the directories that a run has left, and removes them.
func (j *job) sweep(events []holder.Event) []leftover.Dir {
	left := leftover.Find(events, j.temp)
	for _, err := range leftover.Remove(left) {
		j.result.Problems = append(j.result.Problems, err.Error())
	}
	return left
}
