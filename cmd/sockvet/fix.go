package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/sockvet/sockvet/internal/apply"
	"github.com/sockvet/sockvet/internal/load"
	"github.com/sockvet/sockvet/internal/output"
)

// diff prints what fix would change and returns the exit code.
func (c *command) diff(opts *load.Options) int {
	result, err := c.analyze(opts, c.stderr)
	if err != nil {
		return c.failed(err)
	}
	changes, errs := each(result, (*apply.Change).Check)
	for _, err := range errs {
		result.Problems = append(result.Problems, err.Error())
	}
	for _, problem := range result.Problems {
		fmt.Fprintln(c.stderr, problem)
	}
	if err := c.printDiff(changes); err != nil {
		return c.failed(err)
	}
	switch {
	case len(result.Problems) > 0:
		return exitFailed
	case len(changes) > 0:
		return exitFindings
	}
	return exitClean
}

// printDiff prints the changes. Where the names of files can't be relative to
// the working directory, it says what they are relative to.
func (c *command) printDiff(changes []*apply.Change) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	root, above, err := apply.Root(dir, changes)
	if err != nil {
		return err
	}
	if above {
		fmt.Fprintln(c.stderr, "sockvet: the file names in the diff are relative to", root)
	}
	return apply.Diff(c.stdout, root, changes)
}

// fix applies the suggested fixes, prints them and the findings that are left,
// and returns the exit code. What is left is found by checking again: lines have
// moved, by these fixes or by somebody else's, and it shows whether the changed code
// compiles.
func (c *command) fix(opts *load.Options) int {
	result, ok := c.load(opts)
	if !ok {
		return exitFailed
	}
	changes, errs := each(result, (*apply.Change).Write)
	is := func(target error) bool {
		return slices.ContainsFunc(errs, func(err error) bool { return errors.Is(err, target) })
	}
	switch {
	case is(apply.ErrInterrupted):
		result = new(load.Result) // what is left shows the next time
	case len(changes) > 0 || is(apply.ErrChanged):
		result = c.again(opts)
	}
	report := c.report(result)
	for _, err := range errs {
		report.Problems = append(report.Problems, err.Error())
	}
	for _, change := range changes {
		report.Fixed = append(report.Fixed, change.Fixed...)
	}
	code := c.print(report)
	if !is(apply.ErrInterrupted) {
		summarize(c.stderr, changes, report)
	}
	return code
}

// each calls do with what the fixes in result change, and returns the changes
// that it did, and what was in the way of the others.
func each(result *load.Result, do func(*apply.Change) error) (done []*apply.Change, errs []error) {
	changes, errs := apply.Plan(result.Findings, result.Sources)
	done, more := apply.Uninterrupted(changes, do)
	return done, append(errs, more...)
}

// again checks once more. The go command has said before what it had to say,
// and is heard only if it fails.
func (c *command) again(opts *load.Options) *load.Result {
	var stderr bytes.Buffer
	result, err := c.analyze(opts, &stderr)
	if err != nil {
		return &load.Result{Problems: []string{fmt.Sprintf("sockvet: after fixing: %v\n%s", err, &stderr)}}
	}
	return result
}

// summarize says in a line what was fixed and what is left, and in further lines
// why fixes that are left were not applied.
func summarize(w io.Writer, changes []*apply.Change, left *output.Report) {
	fixed := len(left.Fixed)
	if fixed == 0 && len(left.Findings) == 0 {
		return
	}
	fmt.Fprintf(w, "sockvet: fixed %s in %s, %d left\n",
		count(fixed, "finding"), count(len(changes), "file"), len(left.Findings))
	reasons := map[string]int{}
	for _, f := range left.Findings {
		switch {
		case f.Fix == nil:
		case f.Fix.Refused != "":
			reasons[f.Fix.Refused]++
		case len(left.Problems) == 0:
			reasons["overlaps with another; run again"]++
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		fmt.Fprintf(w, "sockvet: %s not applied: %s\n", count(reasons[reason], "fix"), reason)
	}
}

// count returns a number with its noun.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "fix":
		return fmt.Sprint(n, " fixes")
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
