// The sockvet command finds faults in how Go code handles sockets, ports and
// their addresses. It runs by itself,
//
//	sockvet ./...
//
// and as a tool of go vet, which keeps results in the build cache:
//
//	sockvet vet ./...
//
// By itself, it exits with 0 if it finds nothing, 1 if there are findings, and 2 if it
// could not run or could not check everything.
//
// Some findings come with a fix:
//
//	sockvet -diff ./...
//	sockvet -fix ./...
//
// The first prints what the fixes would change, and exits with 1 if that is
// anything; the second changes the files, and exits with 1 if findings are left.
//
// Findings can be shown by runs of tests, with ports taken that are freed too early:
//
//	sockvet prove ./...
package main

import (
	"os"
	"strings"

	"github.com/sockvet/sockvet/analyzer"
	"github.com/sockvet/sockvet/internal/plain"
	"github.com/sockvet/sockvet/internal/unit"
)

func main() {
	start(unit.Suite{Analyzers: analyzer.All(), Trigger: trigger}, os.Args[1:])
}

// start does what args say with a suite, and exits the process.
func start(suite unit.Suite, args []string) {
	if calledByGoVet(args) {
		vettoolMain(suite, args)
		os.Exit(exitClean)
	}
	if startsTest(args) {
		os.Exit(exitFailed) // it would be the test now
	}
	stderr := plain.NewWriter(os.Stderr) // what the go command says goes there too
	c := &command{suite: suite, stdout: os.Stdout, stderr: stderr}
	var code int
	switch {
	case len(args) > 0 && args[0] == "vet":
		code = c.goVet(args[1:])
	case len(args) > 0 && args[0] == "prove":
		code = c.prove(args[1:])
	default:
		collectLate(firstHeap)
		code = c.run(args)
	}
	if err := stderr.Flush(); err != nil {
		code = exitFailed
	}
	os.Exit(code)
}

// calledByGoVet reports whether the arguments are those of x/tools' protocol
// for vet tools: -V=full and -flags ask what the tool is and can, and a .cfg
// file describes a package to analyze.
func calledByGoVet(args []string) bool {
	if len(args) == 0 {
		return false
	}
	switch args[0] {
	case "-V=full", "--V=full", "-flags", "--flags":
		return true
	}
	return strings.HasSuffix(args[len(args)-1], ".cfg")
}
