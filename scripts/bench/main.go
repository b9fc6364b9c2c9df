// The bench command measures sockvet against a tool for go vet that does
// nothing. It runs, several times and in turn,
//
//	go list -export -deps -test ./...
//	go vet -vettool=noopvet ./...
//	go vet -vettool=sockvet ./...
//	go fix -fixtool=sockvet -diff ./...
//	sockvet ./...
//	sockvet -modules go.mod
//
// and, if it is given a golangci-lint with the plugin, that with sockvet alone and
// with bodyclose alone. All packages are compiled; each command runs cold, with no
// result of an analysis cached, and then a second time, with nothing changed. The bench
// prints the CPU time, user and system, of both, how that of the second run compares to
// that of go list, and the peak memory of the largest process when cold.
// The script bench.sh builds the tools and calls it.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// A contender is a command to measure.
type contender struct {
	name string
	tool string // the binary that go vet calls, if it does
	args []string

	cache  string // the folder of its cache, if that is not go vet's
	cold   []usage
	second []usage
}

type usage struct {
	cpu    time.Duration
	peakMB int64
}

func main() {
	tools := flag.String("tools", ".", "the `folder` with sockvet and noopvet")
	runs := flag.Int("runs", 5, "measure each command that many times")
	noGate := flag.Bool("nogate", false, "measure sockvet without its gate, too")
	golangci := flag.String("golangci-lint", "", "measure this `binary`, which has the plugin, too")
	flag.Parse()
	for _, dir := range flag.Args() {
		list := contenders(*tools, *noGate)
		if *golangci != "" {
			list = append(list, linters(*tools, *golangci)...)
		}
		if err := bench(dir, list, *runs); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

func contenders(tools string, noGate bool) []*contender {
	noop, sockvet := filepath.Join(tools, "noopvet"), filepath.Join(tools, "sockvet")
	cache := filepath.Join(tools, "sockvet-cache")
	list := []*contender{
		{name: "go list", args: []string{"go", "list", "-export", "-deps", "-test", "./..."}},
		{name: "go vet, a tool that does nothing", tool: noop, args: []string{"go", "vet", "-vettool=" + noop, "./..."}},
		{name: "go vet, sockvet", tool: sockvet, args: []string{"go", "vet", "-vettool=" + sockvet, "./..."}},
		{name: "go fix, sockvet", tool: sockvet, args: []string{"go", "fix", "-fixtool=" + sockvet, "-diff", "./..."}},
		{name: "sockvet", cache: cache, args: []string{sockvet, "./..."}},
		{name: "sockvet -modules, as in pre-commit", cache: cache, args: []string{sockvet, "-modules", "go.mod"}},
	}
	if noGate {
		list = append(list,
			&contender{name: "go vet, sockvet -gate=false", tool: sockvet, args: []string{"go", "vet", "-vettool=" + sockvet, "-gate=false", "./..."}},
			&contender{name: "sockvet -gate=false", cache: cache, args: []string{sockvet, "-gate=false", "./..."}},
		)
	}
	return list
}

// bench measures the contenders in dir, after one run of each that compiles
// what has to be compiled, and prints the outcome.
func bench(dir string, contenders []*contender, runs int) error {
	for i := range runs + 1 {
		for _, c := range contenders {
			if err := c.forget(); err != nil {
				return err
			}
			cold, err := c.run(dir)
			if err != nil {
				return err
			}
			second, err := c.run(dir)
			if err != nil {
				return err
			}
			if i > 0 {
				c.cold, c.second = append(c.cold, cold), append(c.second, second)
			}
		}
	}
	fmt.Printf("%s, %d runs\n", dir, runs)
	_, list, _ := spread(contenders[0].second)
	_, noop, _ := spread(contenders[1].cold)
	for _, c := range contenders {
		low, cold, high := spread(c.cold)
		_, second, _ := spread(c.second)
		fmt.Printf("%-34s cold %6.1f s CPU (%.1f to %.1f), %.2f of a tool that does nothing, peak %d MB; second run %.1f s, %.2f of go list\n",
			c.name, cold.Seconds(), low.Seconds(), high.Seconds(), cold.Seconds()/noop.Seconds(), c.peakMB(),
			second.Seconds(), second.Seconds()/list.Seconds())
	}
	return nil
}

// linters returns golangci-lint with sockvet alone, and for comparison with another
// linter that follows values through SSA.
func linters(tools, golangci string) []*contender {
	var list []*contender
	for _, name := range []string{"sockvet", "bodyclose"} {
		cache := filepath.Join(tools, "golangci-lint-"+name)
		list = append(list, &contender{
			name:  "golangci-lint, " + name,
			cache: cache,
			args:  []string{golangci, "run", "--config=" + filepath.Join(tools, name+".yml"), "--allow-parallel-runners", "./..."},
		})
	}
	return list
}

// forget drops the cached results of the command.
func (c *contender) forget() error {
	if c.tool != "" {
		return grow(c.tool)
	}
	if c.cache != "" {
		return os.RemoveAll(c.cache)
	}
	return nil
}

// run runs the command once. It is no error if it finds something, which is what the
// exit code 1 says; to go vet, it also says that packages don't compile.
func (c *contender) run(dir string) (usage, error) {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+c.cache, "SOCKVET_CACHE="+c.cache)
	out, err := cmd.CombinedOutput()
	if err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 1) {
		return usage{}, fmt.Errorf("%s: %w\n%s", c.name, err, out)
	}
	u := usage{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if rusage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peakMB = rusage.Maxrss / 1024 // of the largest among the command and its children
	}
	return u, nil
}

// grow appends the time to a tool. It does what it did; but go vet goes by the
// hash of the tool, and has no results of this one.
func grow(tool string) error {
	file, err := os.OpenFile(tool, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = fmt.Fprintln(file, time.Now().UnixNano())
	return err
}

// spread returns the least, the median and the greatest CPU time.
func spread(runs []usage) (low, median, high time.Duration) {
	var all []time.Duration
	for _, u := range runs {
		all = append(all, u.cpu)
	}
	slices.Sort(all)
	return all[0], all[len(all)/2], all[len(all)-1]
}

func (c *contender) peakMB() int64 {
	return slices.MaxFunc(c.cold, func(a, b usage) int { return int(a.peakMB - b.peakMB) }).peakMB
}
