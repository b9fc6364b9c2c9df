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
	"io"
	"os"
	"time"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/outcome"
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
	Sources  map[string]*output.Source // of the findings, by file name
	Beyond   Beyond
	Fix      bool      // show what fixes do
	Self     string    // the command, for gotest.WrapArg
	Log      io.Writer // what tests print
	Stderr   io.Writer // what the go command has to say
	Progress func(format string, args ...any)
}

// Beyond checks packages that were not asked for, in their folders.
type Beyond func(dirs []string) ([]output.Finding, map[string]*output.Source, error)

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
	folder, err := os.MkdirTemp(shortTemp(), outcome.Folder)
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
	j := &job{Options: o, folder: folder, result: new(Result)}
	if err := j.prepare(ctx); err != nil {
		return nil, err
	}
	defer j.holder.Close()
	b, err := j.newBatch(ctx)
	if err != nil {
		return nil, err
	}
	if err := b.run(ctx); err != nil {
		return nil, err
	}
	j.judge(b.packages)
	if o.Fix {
		if err := j.mend(ctx, b); err != nil {
			return nil, err
		}
	}
	return j.result, nil
}

// shortTemp returns the folder for temporary files, or /tmp if its name is too long for
// that of a socket in it: see sun_path in unix(7).
func shortTemp() string {
	if dir := os.TempDir(); len(dir) < 80 {
		return dir
	}
	return "/tmp"
}
