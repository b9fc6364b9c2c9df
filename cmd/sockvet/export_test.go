package main

import (
	"io"

	"github.com/sockvet/sockvet/internal/unit"
)

// Start lets the test binary be the command, with a suite for tests.
var Start = start

// Main lets the test binary be the command.
var Main = main

// Run runs the command in the process of the test.
func Run(suite unit.Suite, stdout, stderr io.Writer, args ...string) int {
	c := &command{suite: suite, stdout: stdout, stderr: stderr}
	return c.run(args)
}
