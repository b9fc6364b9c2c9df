package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// An outcome is what a command printed, and its exit code.
type outcome struct {
	stdout, stderr string
	code           int
}

// execute runs a command in dir. Modules of other people may need a go.sum that
// is not quite what the go command wants, and their go.work is not ours: GOFLAGS
// and GOWORK are those of scripts/evaluate.sh.
func execute(ctx context.Context, dir, name string, args ...string) (outcome, error) {
	var stdout, stderr strings.Builder
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod -buildvcs=false", "SOCKVET_CACHE=off")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = 10 * time.Second // a test may leave children that hold the pipes
	err := cmd.Run()
	o := outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return o, fmt.Errorf("%s: %w", name, ctx.Err())
	case err != nil && !errors.As(err, &exit):
		return o, err
	}
	return o, nil
}

// output runs a command that has to succeed and returns what it prints.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	o, err := execute(ctx, dir, name, args...)
	if err == nil && o.code != 0 {
		err = fmt.Errorf("%s %s: exit code %d: %s", name, args[0], o.code, firstLines(o.stderr))
	}
	return o.stdout, err
}

// firstLines returns the start of what a command said.
func firstLines(text string) string {
	const most = 3
	lines := strings.SplitN(strings.TrimSpace(text), "\n", most+1)
	return strings.Join(lines[:min(len(lines), most)], "; ")
}
