//go:build unix

// Package gotest runs tests: first with go test, which builds them, and what has failed
// again and again by its binary, with one test or another and some ports spared.
package gotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// A Runner runs the tests of packages.
type Runner struct {
	Go     string   // the go command
	Dir    string   // where it runs
	Env    []string // of it and of tests
	Flags  []string // of go test, for builds and runs
	Run    string   // the flag -run
	Self   string   // the command that understands WrapArg
	Folder string   // for files, removed by others
	Holder string   // the socket that events go to
	Wide   bool
	Log    io.Writer // what tests print
	Stderr io.Writer // what the go command has to say

	test2json string
	runs      int
}

// First runs the tests of packages with go test, all ports taken. It calls done as soon
// as those of a package have ended. The error says that there are no results.
func (r *Runner) First(ctx context.Context, packages []string, dirs map[string]string, done func(path string, result *Result)) error {
	wrapper := fmt.Sprintf("'%s' %s '%s'", r.Self, WrapArg, r.Folder)
	args := append([]string{"test", "-json", "-exec=" + wrapper}, r.Flags...)
	if r.Run != "" {
		args = append(args, "-run="+r.Run)
	}
	args = append(args, packages...)
	cmd := command(ctx, r.Dir, r.environ("", nil), r.Go, args...)
	got := 0
	c := newCollector(r.Log, func(path string, result *Result) {
		got++
		if result.Passed && dirs[path] != "" {
			os.Remove(binary(r.Folder, dirs[path])) // space; it is not needed again
		}
		done(path, result)
	})
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	readErr := c.read(out, &stderr)
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case readErr != nil:
		return readErr
	case got == 0:
		return fmt.Errorf("go test: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	_, err = r.Stderr.Write(stderr.Bytes())
	return err
}

// A Spec says how to run the tests of a package again.
type Spec struct {
	Test  string      // this one alone, "" for all
	Spare []event.Key // sockets whose ports are not taken
	Plain bool        // take no port, and tell nothing
}

// Again runs the tests of a package, whose folder is dir, again. It returns the name of
// the run that events have.
func (r *Runner) Again(ctx context.Context, path, dir string, spec Spec) (*Result, string, error) {
	if err := r.findTest2JSON(ctx); err != nil {
		return nil, "", err
	}
	bin := binary(r.Folder, dir)
	args, err := arguments(bin)
	if err != nil {
		return nil, "", err
	}
	r.runs++
	run := fmt.Sprintf("%d %s", r.runs, dir)
	spare := filepath.Join(r.Folder, "spare")
	if err := os.WriteFile(spare, event.Keys(spec.Spare), 0o666); err != nil {
		return nil, "", err
	}
	env := r.environ(run, []string{overlay.SpareEnv + "=" + spare, "PWD=" + dir})
	if spec.Plain {
		env = append(r.Env, "PWD="+dir)
	}
	args = append([]string{"-t", "-p", path, bin, "-test.v=test2json"}, args...)
	if pattern := r.pattern(spec.Test); pattern != "" {
		args = append(args, "-test.run="+pattern)
	}
	var result *Result
	c := newCollector(r.Log, func(_ string, r *Result) { result = r })
	cmd := command(ctx, dir, env, r.test2json, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	readErr := c.read(out, io.Discard)
	c.finish()
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	case readErr != nil:
		return nil, "", readErr
	case result == nil:
		return nil, "", fmt.Errorf("the tests of %s can't be run again: %w\n%s", path, err, bytes.TrimSpace(stderr.Bytes()))
	}
	return result, run, nil
}

// pattern returns the flag -run for a test: what the user has asked for of its subtests
// still holds.
func (r *Runner) pattern(test string) string {
	if test == "" || test == Main {
		return r.Run
	}
	_, sub, found := strings.Cut(r.Run, "/")
	pattern := "^" + regexp.QuoteMeta(test) + "$"
	if found {
		pattern += "/" + sub
	}
	return pattern
}

func (r *Runner) environ(run string, more []string) []string {
	env := slices.Concat(r.Env, []string{overlay.HolderEnv + "=" + r.Holder}, more)
	if run != "" {
		env = append(env, overlay.RunEnv+"="+run)
	}
	if r.Wide {
		env = append(env, overlay.WideEnv+"=1")
	}
	return env
}

// findTest2JSON asks for the tool that reads what a test prints.
func (r *Runner) findTest2JSON(ctx context.Context) error {
	if r.test2json != "" {
		return nil
	}
	var stderr bytes.Buffer
	cmd := command(ctx, r.Dir, r.Env, r.Go, "tool", "-n", "test2json")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return errors.Join(fmt.Errorf("go tool test2json: %w", err), errors.New(stderr.String()))
	}
	r.test2json = strings.TrimSpace(string(out))
	return nil
}
