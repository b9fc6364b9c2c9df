package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A cost is what a run took: CPU time, that of the go command included, and the peak
// memory of the largest process.
type cost struct {
	Seconds, Megabytes float64
}

// least returns the lesser of both: other work on a machine makes programs take more, and
// never less.
func (c cost) least(d cost) cost {
	return cost{min(c.Seconds, d.Seconds), min(c.Megabytes, d.Megabytes)}
}

// measure writes a module whose only file is source, runs the binary on it some times, and
// returns the least that it took. The error tells if a run takes longer than limit.
func measure(bin, source string, runs int, limit time.Duration) (cost, error) {
	dir, err := os.MkdirTemp("", "scale")
	if err != nil {
		return cost{}, err
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{"go.mod": "module scale\n\ngo 1.26\n", "scale.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return cost{}, err
		}
	}
	// What the compiler does is not sockvet's.
	build := exec.Command("go", "build", "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		return cost{}, fmt.Errorf("%w\n%s", err, out)
	}
	least, err := run(bin, dir, limit)
	for range runs - 1 {
		if err != nil {
			break
		}
		var c cost
		c, err = run(bin, dir, limit)
		least = least.least(c)
	}
	return least, err
}

// run runs the binary once, on the module in dir. It is no error if it finds something.
func run(bin, dir string, limit time.Duration) (cost, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "-cache=off", "./...")
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	err := cmd.Run()
	if ctx.Err() != nil {
		return cost{}, fmt.Errorf("over %v", limit)
	}
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return cost{}, fmt.Errorf("%w\n%s", err, &stderr)
	}
	c := cost{Seconds: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()}
	if rusage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.Megabytes = float64(rusage.Maxrss) / 1024
	}
	return c, nil
}
