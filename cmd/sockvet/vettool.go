package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/unit"
	"github.com/sockvet/sockvet/internal/vettool"
)

// vettoolMain speaks with go vet. It exits the process where unitchecker does or
// something fails.
func vettoolMain(suite unit.Suite, args []string) {
	if opts := vettoolOptions(suite, args); opts != nil {
		collectLate(firstHeap)
		done, err := vettool.Run(suite, opts)
		if err != nil {
			fmt.Fprint(os.Stderr, plain.Lines(fmt.Sprintln("sockvet:", err)))
			os.Exit(exitFailed)
		}
		if done {
			return
		}
	}
	addGateFlag(flag.CommandLine)
	unitchecker.Main(suite.Analyzers...)
}

// vettoolOptions returns what there is to do, or nil if it is no analysis or
// the arguments are wrong: unitchecker reads them again, and answers.
func vettoolOptions(suite unit.Suite, args []string) *vettool.Options {
	flags := flag.NewFlagSet("sockvet", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	gate := addGateFlag(flags)
	selection := addAnalyzerFlags(flags, suite.Analyzers)
	addUnitcheckerFlags(flags)
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		return nil
	}
	return &vettool.Options{Config: flags.Arg(0), Analyzers: selection.enabled(), NoGate: off(gate)}
}

// addUnitcheckerFlags adds the flags of unitchecker, which it acts on itself
// when it prints.
func addUnitcheckerFlags(flags *flag.FlagSet) {
	for _, name := range []string{"json", "fix", "diff", "source", "v", "all"} {
		flags.Bool(name, false, "")
	}
	flags.Int("c", -1, "")
	flags.String("tags", "", "")
}
