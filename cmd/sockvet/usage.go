package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const usage = `sockvet finds faults in how Go code handles sockets, ports and their addresses.

Usage:

	sockvet [flags] [packages]       check packages
	sockvet -modules [flags] files   check the whole modules that files are in
	sockvet help [check]             print this, or what a check finds and its flags
	sockvet vet [flags] [packages]   check packages by way of go vet, with its flags
	sockvet prove [flags] [packages] run tests with freed ports taken, to show findings
	sockvet version                  print the version

Packages are named as for the go command; without any, sockvet checks the one in
the working directory. Exit status: 0 if there is nothing to report, 1 if there
are findings, 2 if something could not be loaded or checked.

With -fix, sockvet exits with 1 if findings are left, and with 2 also if a file
could not be fixed. With -diff, it exits with 1 if there is something to fix.
sockvet vet exits as go vet does: with 1 also if something could not be checked.
`

// help prints what args, those after the word help, ask for, and returns the exit
// code: the usage, or what there is to know of checks. It refuses the name of none.
func (c *command) help(flags *flag.FlagSet, args []string) int {
	if len(args) == 0 {
		printUsage(c.stdout, flags, c.suite.Analyzers)
		return exitClean
	}
	var checks []*analysis.Analyzer
	for _, name := range args {
		at := slices.Index(names(c.suite.Analyzers), name)
		if at < 0 {
			return c.failed(fmt.Errorf("help: no check is called %q; there are %s", name, strings.Join(names(c.suite.Analyzers), ", ")))
		}
		checks = append(checks, c.suite.Analyzers[at])
	}
	for i, check := range checks {
		if i > 0 {
			fmt.Fprintln(c.stdout)
		}
		printCheck(c.stdout, check)
	}
	return exitClean
}

// printUsage prints what the command does, the checks, and its flags. Those of a
// check are with the help on that, and the flag for measurements is nowhere.
func printUsage(w io.Writer, flags *flag.FlagSet, analyzers []*analysis.Analyzer) {
	fmt.Fprintf(w, "%s\nChecks:\n\n", usage)
	for _, a := range analyzers {
		fmt.Fprintf(w, "\t%-10s %s\n", a.Name, title(a))
	}
	fmt.Fprint(w, "\nAll are on. The flag -CHECK runs only those named so, -CHECK=false all but those.\n\nFlags:\n\n")
	printFlags(w, flags, append(names(analyzers), "gate"))
}

// printFlags prints the flags but for those with a hidden name, and what has one in front
// of a dot.
func printFlags(w io.Writer, flags *flag.FlagSet, hidden []string) {
	flags.VisitAll(func(f *flag.Flag) {
		if name, _, _ := strings.Cut(f.Name, "."); !slices.Contains(hidden, name) {
			printFlag(w, f)
		}
	})
}

// printCheck prints what there is to know of a check, with its flags as the command
// takes them.
func printCheck(w io.Writer, a *analysis.Analyzer) {
	_, body, _ := strings.Cut(a.Doc, "\n")
	fmt.Fprintf(w, "%s: %s\n%s\n\nFlags:\n\n", a.Name, title(a), body)
	a.Flags.VisitAll(func(f *flag.Flag) {
		printFlag(w, &flag.Flag{Name: a.Name + "." + f.Name, Usage: f.Usage, Value: f.Value, DefValue: f.DefValue})
	})
	fmt.Fprintf(w, "\nMore: %s\n", a.URL)
}

// title returns the first line of the documentation of a check.
func title(a *analysis.Analyzer) string {
	first, _, _ := strings.Cut(a.Doc, "\n")
	return first
}

func names(analyzers []*analysis.Analyzer) []string {
	var all []string
	for _, a := range analyzers {
		all = append(all, a.Name)
	}
	return all
}

// printFlag prints one flag as package flag does.
func printFlag(w io.Writer, f *flag.Flag) {
	kind, text := flag.UnquoteUsage(f)
	fmt.Fprintf(w, "  -%s\n    \t%s", strings.TrimSpace(f.Name+" "+kind), text)
	if f.DefValue != "" && f.DefValue != "false" {
		fmt.Fprintf(w, " (default %s)", f.DefValue)
	}
	fmt.Fprintln(w)
}
