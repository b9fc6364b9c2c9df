package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// tools are the programs behind the drivers.
type tools struct {
	sockvet, golangci string // binaries
	hooks             string // a repository
	tmp               string // a folder for their files
}

// drivers returns the drivers; the others are compared with the first.
func (t *tools) drivers() []driver {
	return []driver{
		{"sockvet", t.commandFind, t.commandFix},
		{"second run", t.secondFind, t.secondFix},
		{"go vet", t.vetFind, t.vetFix},
		{"go fix", nil, t.goFix},
		{"golangci-lint", t.golangciFind, t.golangciFix},
		{"pre-commit", t.preCommitFind, t.preCommitFix},
		{"nogo", t.nogoFind, t.nogoFix},
	}
}

// flags returns the options of the checks as flags.
func (m module) flags() []string {
	var flags []string
	for name, value := range m.options {
		flags = append(flags, "-"+name+"="+value)
	}
	slices.Sort(flags)
	return flags
}

// output runs a command in dir and returns what it prints to stdout. The error
// is nil if it exits with one of the codes.
func (m module) output(dir string, codes []int, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), m.env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		return nil, err
	}
	if code := cmd.ProcessState.ExitCode(); !slices.Contains(codes, code) {
		return nil, fmt.Errorf("%s %s: exit status %d\n%s%s", name, strings.Join(args, " "), code, out, &stderr)
	}
	return out, nil
}
