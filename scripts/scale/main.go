// The scale command measures how sockvet's work grows with a program. It writes modules
// of several shapes, of 10 to 3,000 functions, branches or findings, runs sockvet on
// each, and prints CPU time, that of the go command included, and peak memory as a table:
//
//	go run ./scripts/scale -sockvet bin/sockvet
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	sockvet := flag.String("sockvet", "sockvet", "the `binary` to measure")
	sizes := flag.String("sizes", "10,100,1000,3000", "comma-separated `numbers`")
	only := flag.String("shapes", "", "comma-separated `names` of the shapes to measure; all if empty")
	limit := flag.Duration("limit", 2*time.Minute, "give up after that `time`")
	flag.Parse()
	if err := measure(*sockvet, *sizes, *only, *limit); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// measure prints the table, a row a shape and a column a size.
func measure(sockvet, sizes, only string, limit time.Duration) error {
	bin, err := exec.LookPath(sockvet)
	if err != nil {
		return err
	}
	if bin, err = filepath.Abs(bin); err != nil {
		return err
	}
	columns := strings.Split(sizes, ",")
	fmt.Printf("| Program | %s |\n|---|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	for _, s := range shapes {
		if only != "" && !strings.Contains(","+only+",", ","+s.name+",") {
			continue
		}
		fmt.Printf("| %s: %s |", s.name, s.doc)
		for _, column := range columns {
			n, err := strconv.Atoi(column)
			if err != nil {
				return err
			}
			cost, err := run(bin, s.program(n), limit)
			if err != nil {
				return fmt.Errorf("%s of %d: %w", s.name, n, err)
			}
			fmt.Printf(" %s |", cost)
		}
		fmt.Println()
	}
	return nil
}

// run writes a module whose only file is source, runs the binary on it, and returns
// time and memory as the table has them. It is no error if the binary finds something.
func run(bin, source string, limit time.Duration) (string, error) {
	dir, err := os.MkdirTemp("", "scale")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{"go.mod": "module scale\n\ngo 1.26\n", "scale.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return "", err
		}
	}
	// What go list does is not sockvet's: the first run is for the compiler.
	build := exec.Command("go", "build", "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	cmd := exec.Command(bin, "-cache=off", "./...")
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return "", err
	}
	timer := time.AfterFunc(limit, func() { cmd.Process.Kill() })
	err = cmd.Wait()
	if !timer.Stop() {
		return fmt.Sprintf("over %v", limit), nil
	}
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return "", fmt.Errorf("%w\n%s", err, &stderr)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	cost := fmt.Sprintf("%.1f s", cpu.Seconds())
	if rusage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		cost += fmt.Sprintf(", %d MB", rusage.Maxrss/1024)
	}
	return cost, nil
}
