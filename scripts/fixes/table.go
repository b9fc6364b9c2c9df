package main

import (
	"fmt"
	"io"
	"strings"
)

// printTable prints the results and their totals as a Markdown table. It reports
// whether anything is worse with the fixes.
func printTable(w io.Writer, results []*result) bool {
	fmt.Fprintln(w, "| Repository | Commit | Findings | Left | Fixes applied | Not applied | Compiles | Nothing new | Packages | Tests before | Tests after |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|---|")
	var sum totals
	for _, r := range results {
		sum.add(r)
		fmt.Fprintln(w, r.row())
	}
	fmt.Fprintf(w, "| all %d | | %d | %d | %d | %d | | | %d | %d pass | %d pass |\n",
		len(results), sum.findings, sum.left, sum.fixes, sum.refused, sum.packages, sum.before, sum.after)
	return sum.broken > 0
}

// totals are what the last line of the table says.
type totals struct {
	findings, left, fixes, refused, packages, before, after, broken int
}

func (t *totals) add(r *result) {
	t.findings += r.findings
	t.left += r.left
	t.fixes += r.fixes
	t.refused += r.refused
	t.packages += len(r.packages)
	t.broken += len(r.problems)
	for _, p := range r.packages {
		if p.before == passed {
			t.before++
		}
		if p.after == passed {
			t.after++
		}
	}
}

// row returns the line of the table for r.
func (r *result) row() string {
	name := r.target.repo
	if r.target.dir != "." {
		name += " " + r.target.dir
	}
	cells := []string{name, r.target.commit[:min(len(r.target.commit), 12)],
		fmt.Sprint(r.findings), fmt.Sprint(r.left), fmt.Sprint(r.fixes), fmt.Sprint(r.refused)}
	if len(r.packages) == 0 {
		cells = append(cells, "–", "–", "–", "–", "–")
		return "| " + strings.Join(cells, " | ") + " |"
	}
	var paths, before, after []string
	for _, p := range r.packages {
		paths = append(paths, "`"+p.path+"`")
		before = append(before, p.before)
		after = append(after, or(p.after, "–"))
	}
	cells = append(cells, yes(r.vet), yes(r.gone), strings.Join(paths, ", "), strings.Join(before, ", "), strings.Join(after, ", "))
	return "| " + strings.Join(cells, " | ") + " |"
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "**no**"
}
