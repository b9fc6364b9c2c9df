// The bench command measures sockvet against a tool for go vet that does
// nothing. It runs, several times and in turn,
//
//	go vet -vettool=noopvet ./...
//	go vet -vettool=sockvet ./...
//	sockvet ./...
//
// with all packages compiled and no result of an analysis cached, and prints
// the CPU time, user and system, and the peak memory of the largest process.
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
	runs []usage
}

type usage struct {
	cpu    time.Duration
	peakMB int64
}

func main() {
	tools := flag.String("tools", ".", "the `folder` with sockvet and noopvet")
	runs := flag.Int("runs", 5, "measure each command that many times")
	noGate := flag.Bool("nogate", false, "measure sockvet without its gate, too")
	flag.Parse()
	for _, dir := range flag.Args() {
		if err := bench(dir, contenders(*tools, *noGate), *runs); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

func contenders(tools string, noGate bool) []*contender {
	noop, sockvet := filepath.Join(tools, "noopvet"), filepath.Join(tools, "sockvet")
	list := []*contender{
		{name: "go vet, a tool that does nothing", tool: noop, args: []string{"go", "vet", "-vettool=" + noop, "./..."}},
		{name: "go vet, sockvet", tool: sockvet, args: []string{"go", "vet", "-vettool=" + sockvet, "./..."}},
		{name: "sockvet", args: []string{sockvet, "./..."}},
	}
	if noGate {
		list = append(list,
			&contender{name: "go vet, sockvet -gate=false", tool: sockvet, args: []string{"go", "vet", "-vettool=" + sockvet, "-gate=false", "./..."}},
			&contender{name: "sockvet -gate=false", args: []string{sockvet, "-gate=false", "./..."}},
		)
	}
	return list
}

// bench measures the contenders in dir, after one run of each that compiles
// what has to be compiled, and prints the outcome.
func bench(dir string, contenders []*contender, runs int) error {
	for i := range runs + 1 {
		for _, c := range contenders {
			u, err := c.run(dir)
			if err != nil {
				return err
			}
			if i > 0 {
				c.runs = append(c.runs, u)
			}
		}
	}
	fmt.Printf("%s, %d runs\n", dir, runs)
	for _, c := range contenders {
		low, mid, high := c.cpu()
		_, base, _ := contenders[0].cpu()
		fmt.Printf("%-34s %6.1f s CPU (%.1f to %.1f), %.2f of the first, peak %d MB\n",
			c.name, mid.Seconds(), low.Seconds(), high.Seconds(), mid.Seconds()/base.Seconds(), c.peakMB())
	}
	return nil
}

// run runs the command once. A command that finds something, or can't load all
// packages, has an exit code, which is no error here.
func (c *contender) run(dir string) (usage, error) {
	if c.tool != "" {
		if err := grow(c.tool); err != nil {
			return usage{}, err
		}
	}
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = dir
	err := cmd.Run()
	if cmd.ProcessState == nil {
		return usage{}, err
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

func (c *contender) cpu() (low, median, high time.Duration) {
	var all []time.Duration
	for _, u := range c.runs {
		all = append(all, u.cpu)
	}
	slices.Sort(all)
	return all[0], all[len(all)/2], all[len(all)-1]
}

func (c *contender) peakMB() int64 {
	return slices.MaxFunc(c.runs, func(a, b usage) int { return int(a.peakMB - b.peakMB) }).peakMB
}
