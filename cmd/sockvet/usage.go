package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const usage = `sockvet finds faults in how Go code handles sockets, ports and their addresses.

Usage:

	sockvet [flags] [packages]
	sockvet -modules [flags] files
	go vet -vettool=$(which sockvet) [flags] [packages]
	sockvet help [check]

Packages are named as for the go command; without any, sockvet checks the one in
the working directory. Exit status: 0 if there is nothing to report, 1 if there
are findings, 2 if something could not be loaded or checked.

With -fix, sockvet exits with 1 if findings are left, and with 2 also if a file
could not be fixed. With -diff, it exits with 1 if there is something to fix.

Flags:

`

// printUsage prints what the command does, its flags, and the checks. The flag
// for measurements stays out of it.
func printUsage(w io.Writer, flags *flag.FlagSet, analyzers []*analysis.Analyzer) {
	fmt.Fprint(w, usage)
	checks := map[string]bool{"gate": true}
	for _, a := range analyzers {
		checks[a.Name] = true
	}
	flags.VisitAll(func(f *flag.Flag) {
		if name, _, _ := strings.Cut(f.Name, "."); !checks[name] {
			printFlag(w, f)
		}
	})
	fmt.Fprint(w, "\nChecks; -NAME runs only those named so, -NAME=false all but those:\n\n")
	for _, a := range analyzers {
		title, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(w, "  -%s\n    \t%s\n", a.Name, title)
		a.Flags.VisitAll(func(f *flag.Flag) {
			printFlag(w, &flag.Flag{Name: a.Name + "." + f.Name, Usage: f.Usage, Value: f.Value, DefValue: f.DefValue})
		})
	}
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
