//go:build unix

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/prove"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/report"
)

const proveUsage = `sockvet prove shows findings by runs: it runs the tests of packages with every
port that is freed before it is used taken at once by somebody else, and looks
for directories of Unix sockets that stay.

Usage:

	sockvet prove [flags] [packages]

The flags of checks, as sockvet help CHECK lists them, are taken too.

Exit status: 0 if nothing is proved, 1 if something is, 2 if tests could not be
built or run. Interrupted, it ends all that it has started.

Flags:

`

// proveFlags are those of sockvet prove.
type proveFlags struct {
	options prove.Options
	load    load.Options
	json    bool
	verbose bool
	cache   string

	selection *selection
}

// parse reads the flags. Those that go test has are passed on.
func (p *proveFlags) parse(args []string, analyzers []*analysis.Analyzer) (*flag.FlagSet, error) {
	flags := flag.NewFlagSet("sockvet prove", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.StringVar(&p.options.Dir, "C", "", "load packages from the module in `dir`")
	flags.StringVar(&p.load.Tags, "tags", "", "comma-separated `list` of build tags")
	flags.StringVar(&p.load.Mod, "mod", "", "module download `mode`: readonly, vendor or mod")
	flags.StringVar(&p.load.ModFile, "modfile", "", "read `file` instead of go.mod")
	flags.StringVar(&p.cache, "cache", "", "keep results of checks in this `folder`, or, if it is off, nowhere")
	flags.StringVar(&p.options.Run, "run", "", "run only tests that match the `pattern`, as go test has it")
	timeout := flags.Duration("timeout", 0, "end a test binary after this `time` (default that of go test)")
	count := flags.Int("count", 1, "run each test `n` times")
	race := flags.Bool("race", false, "build tests with the race detector")
	short := flags.Bool("short", false, "tell tests to take less time")
	parallel := flags.Int("p", 0, "run the tests of `n` packages at a time (default that of go test)")
	flags.DurationVar(&p.options.Hold, "hold", 30*time.Second, "let go of a port after this `time`")
	flags.BoolVar(&p.options.Wide, "wide", false, "take a number for TCP and UDP, in both families")
	flags.IntVar(&p.options.Rounds, "rounds", 20, "run the tests of a package at most `n` times to find suspects")
	flags.BoolVar(&p.options.Fix, "fix", false, "fix what is proved in copies of the files, and run the tests again that have proved it")
	flags.BoolVar(&p.json, "json", false, "print JSON")
	flags.BoolVar(&p.verbose, "v", false, "print on stderr what tests print")
	p.selection = addAnalyzerFlags(flags, analyzers)
	if err := flags.Parse(args); err != nil {
		return flags, err
	}
	for name, value := range map[string]string{"tags": p.load.Tags, "mod": p.load.Mod, "modfile": p.load.ModFile} {
		if value != "" {
			p.options.Build = append(p.options.Build, "-"+name+"="+value)
		}
	}
	slices.Sort(p.options.Build)
	if *race {
		p.options.Build = append(p.options.Build, "-race")
	}
	p.options.Test = []string{"-count=" + strconv.Itoa(*count)}
	if *timeout > 0 {
		p.options.Test = append(p.options.Test, "-timeout="+timeout.String())
	}
	if *short {
		p.options.Test = append(p.options.Test, "-short")
	}
	if *parallel > 0 {
		p.options.Test = append(p.options.Test, "-p="+strconv.Itoa(*parallel))
	}
	return flags, nil
}

// prove does what args, those after the word prove, say, and returns the exit code.
func (c *command) prove(args []string) int {
	var p proveFlags
	flags, err := p.parse(args, c.suite.Analyzers)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, proveUsage)
		printFlags(c.stdout, flags, names(c.suite.Analyzers))
		return exitClean
	case err != nil:
		return c.failed(fmt.Errorf("prove: %w; sockvet prove -h lists the flags", err))
	}
	if late, found := lateFlag(args, flags.Args()); found {
		return c.failed(fmt.Errorf("prove: %s: flags come before packages", late))
	}
	c.suite.Analyzers = p.selection.enabled()
	checked, err := c.checkFirst(&p, flags.Args())
	if err != nil {
		return c.failed(fmt.Errorf("prove: %w", err))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends it as ever
	result, err := c.runProve(ctx, &p, checked)
	if ctx.Err() != nil {
		return c.failed(errors.New("prove: interrupted"))
	}
	if err != nil {
		return c.failed(fmt.Errorf("prove: %w", err))
	}
	result.Problems = append(checked.Problems, result.Problems...)
	return c.printProof(result, p.json)
}

// checkFirst finds what is to be shown.
func (c *command) checkFirst(p *proveFlags, patterns []string) (*load.Result, error) {
	var err error
	if p.load.Cache, err = c.openCache(p.cache); err != nil {
		return nil, err
	}
	p.load.Dir, p.load.Patterns, p.load.Tests = p.options.Dir, patterns, true
	return c.analyze(&p.load, c.stderr)
}

// runProve runs tests.
func (c *command) runProve(ctx context.Context, p *proveFlags, checked *load.Result) (*prove.Result, error) {
	o := &p.options
	o.Patterns, o.Findings, o.Sources, o.Stderr, o.Cap = p.load.Patterns, checked.Findings, checked.Sources, c.stderr, maxHeld
	o.Beyond = c.beyond(p.load)
	o.Log = io.Discard
	o.Progress = func(string, ...any) {}
	if isTerminal(os.Stderr) || p.verbose {
		o.Progress = func(format string, args ...any) { fmt.Fprintf(c.stderr, "sockvet: "+format+"\n", args...) }
	}
	if p.verbose {
		o.Log = c.stderr
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	o.Self = self
	return prove.Run(ctx, o)
}

// beyond returns what checks further packages of the module, without their tests. What they
// have to say of themselves is left out: nobody has asked for them.
func (c *command) beyond(opts load.Options) prove.Beyond {
	return func(dirs []string) ([]output.Finding, map[string]*output.Source, error) {
		opts.Patterns, opts.Tests = dirs, false
		result, err := c.analyze(&opts, io.Discard)
		if err != nil {
			return nil, nil, err
		}
		return result.Findings, result.Sources, nil
	}
}

// maxHeld is how many sockets are held at a time. A process may have as many descriptors,
// and more, on all systems.
const maxHeld = 800

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// printProof prints a result and returns the exit code.
func (c *command) printProof(result *prove.Result, asJSON bool) int {
	dir, err := os.Getwd()
	if err != nil {
		return c.failed(err)
	}
	for i, problem := range result.Problems {
		result.Problems[i] = plain.Lines(problem)
		fmt.Fprintln(c.stderr, result.Problems[i])
	}
	r := &report.Report{Result: result, Dir: dir, Version: ownVersion()}
	write := r.Text
	if asJSON {
		write = r.JSON
	}
	switch err := write(c.stdout); {
	case err != nil:
		return c.failed(err)
	case len(result.Problems) > 0:
		return exitFailed
	case r.Proves():
		return exitFindings
	}
	return exitClean
}

// startsTest becomes a test binary if go test asks for that. It returns true if that
// has failed, and has said why.
func startsTest(args []string) bool {
	if len(args) == 0 || args[0] != gotest.WrapArg {
		return false
	}
	fmt.Fprintln(os.Stderr, "sockvet:", gotest.Wrap(args[1:]))
	return true
}
