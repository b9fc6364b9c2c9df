package main

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// goVet runs go vet with sockvet as its tool, and with args: flags of both, and packages.
// It returns the exit code of go vet. -vettool=$(which sockvet) is not as safe: where
// sockvet is not on PATH, go vet is silent about that and runs its own checks.
func (c *command) goVet(args []string) int {
	self, err := os.Executable()
	if err != nil {
		return c.failed(err)
	}
	if slices.ContainsFunc(args, isVettool) {
		return c.failed(errors.New("vet: the -vettool of go vet is sockvet here"))
	}
	first := leadingChdir(args)
	cmd := exec.Command("go", slices.Concat([]string{"vet"}, args[:first], []string{"-vettool=" + self}, args[first:])...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, c.stdout, c.stderr
	err = cmd.Run()
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.Exited() {
		return exit.ExitCode()
	}
	if err != nil {
		return c.failed(err)
	}
	return exitClean
}

// isVettool reports whether an argument is the flag for the tool.
func isVettool(arg string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	return name == "vettool" && strings.HasPrefix(arg, "-")
}

// leadingChdir returns the number of leading arguments that are the flag -C, which the
// go command takes only there.
func leadingChdir(args []string) int {
	switch {
	case len(args) > 1 && (args[0] == "-C" || args[0] == "--C"):
		return 2
	case len(args) > 0 && (strings.HasPrefix(args[0], "-C=") || strings.HasPrefix(args[0], "--C=")):
		return 1
	}
	return 0
}
