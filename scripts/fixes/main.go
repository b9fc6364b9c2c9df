// The fixes command measures the fixes that sockvet suggests on real code. For
// each repository of a list it
//
//   - counts the findings, and those with a fix, as sockvet -diff tells,
//   - runs the tests of the packages that would change,
//   - applies the fixes with sockvet -fix, and keeps the diff,
//   - looks for what is worse after that: what go vet says of the packages,
//     which includes whether they compile, what sockvet says, and the tests.
//
// It prints a table, and exits with 1 if something is worse, with 2 if something
// could not be measured. The script fixes.sh builds what it needs and calls it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

// options are what the command line says.
type options struct {
	sockvet string        // the binary
	from    string        // URL of the folder with the repositories
	out     string        // the folder for diffs and logs
	runs    int           // how often tests are run, before and after
	limit   time.Duration // for the tests of a package
}

// errBroken says that a fix made something worse.
var errBroken = errors.New("a fix broke something")

func main() {
	var opts options
	list := flag.String("list", "docs/evaluation.md", "the `file` that lists the repositories")
	flag.StringVar(&opts.sockvet, "sockvet", "sockvet", "the `binary` to measure")
	flag.StringVar(&opts.from, "from", "https://github.com", "fetch repositories from `URL`/OWNER/NAME")
	flag.StringVar(&opts.out, "out", "fixes-out", "the `folder` for diffs, and logs of what fails")
	flag.IntVar(&opts.runs, "runs", 2, "run tests that many times, before and after")
	flag.DurationVar(&opts.limit, "limit", 5*time.Minute, "time limit for the tests of a package")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, opts, *list, flag.Args(), os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, errBroken):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "fixes:", err)
		os.Exit(2)
	}
}

// run measures the repositories and prints the table to stdout, and what happens
// meanwhile to progress.
func run(ctx context.Context, opts options, list string, names []string, stdout, progress io.Writer) error {
	targets, err := targetsOf(list, names)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(opts.out, 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "fixes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	trees := &trees{from: opts.from, dir: tmp}
	var results []*result
	var failures []error
	for _, t := range targets {
		fmt.Fprintln(progress, t)
		r, err := measure(ctx, opts, trees, t)
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", t, err))
			fmt.Fprintln(progress, "  not measured:", err)
			continue
		}
		for _, problem := range r.problems {
			fmt.Fprintln(progress, "  broken:", problem)
		}
		results = append(results, r)
	}
	broken := printTable(stdout, results)
	if broken {
		failures = append(failures, errBroken)
	}
	return errors.Join(failures...)
}
