package main

import (
	"fmt"
	"io"
	"slices"
)

// measure runs the contenders in dir, in turn, after a run of go list that compiles what
// has to be compiled.
func (c *contest) measure(dir string, runs int) error {
	if _, err := (&contender{name: "go list", args: list}).run(dir); err != nil {
		return err
	}
	for range runs {
		for _, contender := range c.contenders {
			if err := contender.measure(dir); err != nil {
				return err
			}
		}
	}
	return nil
}

// print prints what came of it as two tables: what each contender takes, and the ratios.
func (c *contest) print(out io.Writer, dir string) {
	fmt.Fprintf(out, "%s, median of %d\n\n| | CPU | peak memory |\n|---|---|---|\n", dir, len(c.contenders[0].runs))
	for _, contender := range c.contenders {
		cpu := spreadOf(contender.runs, usage.seconds)
		fmt.Fprintf(out, "| %s | %.2f s (%.2f to %.2f) | %.0f MB |\n", contender.name, cpu.median, cpu.low, cpu.high, spreadOf(contender.runs, usage.megabytes).median)
	}
	if len(c.pairs) == 0 {
		return
	}
	fmt.Fprintf(out, "\n| of | to | CPU | peak memory |\n|---|---|---|---|\n")
	for _, pair := range c.pairs {
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", pair[0].name, pair[1].name,
			ratio(pair, usage.seconds), ratio(pair, usage.megabytes))
	}
	fmt.Fprintln(out)
}

func (u usage) seconds() float64   { return u.cpu.Seconds() }
func (u usage) megabytes() float64 { return float64(u.peak) }

// ratio returns the ratio of the medians of a pair as text, with the least and the
// greatest of one turn.
func ratio(pair [2]*contender, what func(usage) float64) string {
	var turns []float64
	for i, u := range pair[0].runs {
		turns = append(turns, what(u)/what(pair[1].runs[i]))
	}
	median := spreadOf(pair[0].runs, what).median / spreadOf(pair[1].runs, what).median
	return fmt.Sprintf("%.2f (%.2f to %.2f)", median, slices.Min(turns), slices.Max(turns))
}

// A spread says how much the runs differ.
type spread struct{ low, median, high float64 }

func spreadOf(runs []usage, what func(usage) float64) spread {
	var all []float64
	for _, u := range runs {
		all = append(all, what(u))
	}
	slices.Sort(all)
	n := len(all)
	return spread{all[0], (all[(n-1)/2] + all[n/2]) / 2, all[n-1]}
}
