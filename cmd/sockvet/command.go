package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/unit"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailed   = 2
)

// A command is sockvet when it runs by itself.
type command struct {
	suite   unit.Suite
	stdout  io.Writer
	stderr  io.Writer
	format  output.Format
	modules bool // the arguments are files
	verbose bool // say what was analyzed
}

// run does what args say and returns the exit code.
func (c *command) run(args []string) int {
	opts := new(load.Options)
	flags := flag.NewFlagSet("sockvet", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // errors are said below
	flags.StringVar(&opts.Dir, "C", "", "load packages from the module in `dir`")
	flags.StringVar(&opts.Tags, "tags", "", "comma-separated `list` of build tags")
	flags.BoolVar(&opts.Tests, "test", true, "check test files too")
	flags.StringVar(&opts.Mod, "mod", "", "module download `mode`: readonly, vendor or mod")
	flags.StringVar(&opts.ModFile, "modfile", "", "read `file` instead of go.mod")
	flags.BoolVar(&c.modules, "modules", false, "the arguments are files: check the whole modules that they are in")
	cached := flags.String("cache", "", "keep results between runs in this `folder`, or, if it is off, nowhere (default $SOCKVET_CACHE, or sockvet in the user's cache directory)")
	flags.BoolVar(&c.verbose, "v", false, "say on stderr which packages were analyzed: nothing was known of them from an earlier run; and which functions were not followed to the end")
	fix := flags.Bool("fix", false, "apply the suggested fixes to the files, and print the findings that are left")
	diff := flags.Bool("diff", false, "print what -fix would change as a unified diff, and change nothing, even with -fix")
	formats := addFormatFlags(flags)
	version := flags.Bool("version", false, "print the version and exit")
	gate := addGateFlag(flags)
	selection := addAnalyzerFlags(flags, c.suite.Analyzers)
	flags.Usage = func() {}

	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		printUsage(c.stdout, flags, c.suite.Analyzers)
		return exitClean
	case err != nil:
		return c.failed(fmt.Errorf("%w; sockvet -h lists the flags", err))
	case *version, flags.NArg() == 1 && flags.Arg(0) == "version":
		fmt.Fprintln(c.stdout, "sockvet", ownVersion(), runtime.Version())
		return exitClean
	case flags.Arg(0) == "help":
		return c.help(flags, flags.Args()[1:])
	}
	if late, found := lateFlag(args, flags.Args()); found {
		return c.failed(fmt.Errorf("%s: flags come before packages and files", late))
	}
	var err error
	if c.format, err = formats.chosen(*diff); err != nil {
		return c.failed(err)
	}
	if opts.Cache, err = c.openCache(*cached); err != nil {
		return c.failed(err)
	}
	opts.Patterns = flags.Args()
	opts.NoGate = off(gate)
	c.suite.Analyzers = selection.enabled()
	switch {
	case *diff: // also with -fix, as go vet has it
		return c.diff(opts)
	case *fix:
		return c.fix(opts)
	}
	return c.check(opts)
}

// lateFlag returns the first of the arguments left after flags were parsed, if it
// looks like one of them: they come first, and what follows -- is none.
func lateFlag(args, left []string) (flag string, found bool) {
	if n := len(args) - len(left); n > 0 && args[n-1] == "--" {
		return "", false
	}
	i := slices.IndexFunc(left, func(arg string) bool { return strings.HasPrefix(arg, "-") })
	if i < 0 {
		return "", false
	}
	return left[i], true
}

// check analyzes packages, prints what comes of it and returns the exit code.
func (c *command) check(opts *load.Options) int {
	result, ok := c.load(opts)
	if !ok {
		return exitFailed
	}
	return c.print(c.report(result))
}

// load analyzes packages. If there is no result, it prints why, and a report that
// says so: there, it needs what the go command has said on stderr already.
func (c *command) load(opts *load.Options) (result *load.Result, ok bool) {
	var said bytes.Buffer
	result, err := c.analyze(opts, io.MultiWriter(c.stderr, &said))
	if err == nil {
		for _, note := range result.Notes {
			fmt.Fprintln(c.stderr, "sockvet:", note)
		}
		return result, true
	}
	c.failed(err)
	problem := strings.TrimSpace(fmt.Sprintf("sockvet: %v\n%s", err, &said))
	if err := c.write(c.report(&load.Result{Problems: []string{problem}})); err != nil {
		c.failed(err)
	}
	return nil, false
}

// report returns what there is to say of a result.
func (c *command) report(result *load.Result) *output.Report {
	r := &output.Report{
		Version:  ownVersion(),
		Findings: result.Findings,
		Sources:  result.Sources,
	}
	for _, problem := range result.Problems {
		r.Problems = append(r.Problems, plain.Lines(problem))
	}
	for _, a := range c.suite.Analyzers {
		r.Checks = append(r.Checks, output.Check{Name: a.Name, Doc: a.Doc, URL: a.URL})
	}
	return r
}

// print prints a report and returns the exit code. Problems go to stderr in any
// format.
func (c *command) print(r *output.Report) int {
	for _, problem := range r.Problems {
		fmt.Fprintln(c.stderr, problem)
	}
	err := c.write(r)
	switch {
	case err != nil:
		return c.failed(err)
	case len(r.Problems) > 0:
		return exitFailed
	case len(r.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

// write prints a report to stdout.
func (c *command) write(r *output.Report) error {
	var err error
	if r.Dir, err = os.Getwd(); err != nil {
		return err
	}
	return c.format(c.stdout, r)
}

// failed prints an error and returns the exit code.
func (c *command) failed(err error) int {
	fmt.Fprintln(c.stderr, "sockvet:", err)
	return exitFailed
}
