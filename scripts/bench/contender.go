package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A contender is a command to measure.
type contender struct {
	name     string
	args     []string
	found    int    // the exit code that says that it found something
	cacheVar string // the environment variable that names its cache
	cache    string // its cache, a folder, or "off"
	tool     string // what go vet calls: a copy of binary
	binary   string
	repeated bool // nothing has changed since it ran before

	runs []usage
}

// A usage is what one run took.
type usage struct {
	cpu  time.Duration
	peak int64 // the memory of the largest process, in MB
}

// measure measures one more run, of which nothing is known, or a second one.
func (c *contender) measure(dir string) error {
	if !c.repeated || len(c.runs) == 0 {
		if err := c.forget(); err != nil {
			return err
		}
	}
	if c.repeated && len(c.runs) == 0 {
		if _, err := c.run(dir); err != nil {
			return err
		}
	}
	u, err := c.run(dir)
	c.runs = append(c.runs, u)
	return err
}

// forget drops the results that the command has kept. Those of go vet are in the build
// cache, and it goes by the contents of the tool: the time in the end makes a tool of
// which it has none.
func (c *contender) forget() error {
	if c.tool == "" {
		return os.RemoveAll(c.cache)
	}
	if err := copyFile(c.tool, c.binary); err != nil {
		return err
	}
	file, err := os.OpenFile(c.tool, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, time.Now().UnixNano())
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// run runs the command once. It is no error if it finds something.
func (c *contender) run(dir string) (usage, error) {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = dir
	cmd.Env = os.Environ()
	if c.cacheVar != "" {
		cmd.Env = append(cmd.Env, c.cacheVar+"="+c.cache)
	}
	out, err := cmd.CombinedOutput()
	if err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != c.found) {
		return usage{}, fmt.Errorf("%s: %w\n%s", c.name, err, out)
	}
	u := usage{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if rusage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = rusage.Maxrss / 1024 // of the largest among the command and its children
	}
	return u, nil
}
