// The bench command measures what sockvet costs on the packages below some folders, in
// CPU time, user and system, and in peak memory of the largest process:
//
//	go run ./scripts/bench [flags] DIR...
//
// It runs at the root of sockvet's repository, from whose files it builds sockvet and all
// that it is compared with. -old compares two builds of sockvet: the other one is a binary,
// or built from a revision. -linters compares the command with staticcheck and bodyclose,
// -golangci-lint, which names one that has the plugin, under golangci-lint. -vet compares
// go vet with sockvet, with a tool that only answers go vet (scripts/floorvet), and with a
// check that does nothing (scripts/noopvet). -drivers adds go fix and the command as
// pre-commit runs it. -nogate shows what the gate saves. -second compares second runs, of
// which nothing had changed, with go list.
//
// The commands run in turn, as often as -runs says; what is printed are medians, and
// ratios of medians with the least and the greatest of one turn. All packages are
// compiled, and no results of an analysis are cached, but for -second.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

// An options says what to measure.
type options struct {
	runs                                     int
	old, golangci                            string
	linters, vet, drivers, ungated, repeated bool
}

func main() {
	var opts options
	flag.IntVar(&opts.runs, "runs", 5, "measure each command that many times")
	flag.StringVar(&opts.old, "old", "", "compare with the sockvet of this git `revision`, or with this binary")
	flag.BoolVar(&opts.linters, "linters", false, "compare with staticcheck and bodyclose")
	flag.StringVar(&opts.golangci, "golangci-lint", "", "measure this `binary`, which has the plugin, too")
	flag.BoolVar(&opts.vet, "vet", false, "measure sockvet under go vet, too")
	flag.BoolVar(&opts.drivers, "drivers", false, "measure go fix and the command as pre-commit runs it, too")
	flag.BoolVar(&opts.ungated, "nogate", false, "measure sockvet without its gate, too")
	flag.BoolVar(&opts.repeated, "second", false, "measure second runs, too")
	flag.Parse()
	if err := run(os.Stdout, &opts, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run builds what is to be measured, measures it in each of the folders, and prints the
// outcome.
func run(out io.Writer, opts *options, dirs []string) error {
	if len(dirs) == 0 || opts.runs < 1 {
		return fmt.Errorf("nothing to measure: %d folders, %d runs", len(dirs), opts.runs)
	}
	tmp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	tools := &toolbox{dir: tmp}
	if err := tools.fill(opts); err != nil {
		return err
	}
	for _, dir := range dirs {
		contest := tools.contest(opts)
		if err := contest.measure(dir, opts.runs); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		contest.print(out, dir)
	}
	return nil
}
