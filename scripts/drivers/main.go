// The drivers command proves that it does not matter how sockvet is run. It has
// each driver check and fix each module in testdata, and prints a table: whether
// the findings and the fixes are those of the command.
//
//	drivers -sockvet BIN -golangci-lint BIN -hooks REPOSITORY [-testdata DIR]
//
// The hooks are in a git repository, at its HEAD: pre-commit clones it. The exit
// status is 1 if anything differs.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
)

// A module is one in testdata, and how to check it.
type module struct {
	name     string
	patterns []string
	options  map[string]string // of the checks, such as "portrace.fix"
	env      []string
	golden   string // the file with the findings, if there is one
}

func modules() []module {
	all := []string{"./..."}
	return []module{
		{name: "sample", patterns: all, golden: "sample.golden"},
		{name: "fixes", patterns: all},
		{name: "helperfixes", patterns: all, options: map[string]string{"portrace.fix": "helpers"}},
		{name: "dirfixes", patterns: all},
		{name: "vendored", patterns: all},
		{name: "workspace", patterns: []string{"./app/...", "./ports/..."}},
		{name: "cgo", patterns: all, env: []string{"GOFLAGS=-tags=integration"}},
	}
}

// A driver is a way to run sockvet on a module, of which dir has a copy.
type driver struct {
	name string
	find func(m module, dir string) ([]finding, error) // nil if it only fixes
	fix  func(m module, dir string) error              // changes the files in dir
}

func main() {
	t := new(tools)
	flag.StringVar(&t.sockvet, "sockvet", "", "the `command`")
	flag.StringVar(&t.golangci, "golangci-lint", "", "a `binary` of golangci-lint with the plugin")
	flag.StringVar(&t.hooks, "hooks", "", "the git `repository` with the hooks")
	testdata := flag.String("testdata", "testdata", "the `folder` with the modules")
	flag.Parse()
	ok, err := run(t, *testdata)
	if err != nil {
		fmt.Fprintln(os.Stderr, "drivers:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// run prints the table and below it what differs, and reports whether nothing
// does.
func run(t *tools, testdata string) (ok bool, err error) {
	t.tmp, err = os.MkdirTemp("", "drivers")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(t.tmp)
	if err := os.Setenv("SOCKVET_CACHE", filepath.Join(t.tmp, "cache")); err != nil {
		return false, err
	}
	drivers := t.drivers()
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprint(table, "module")
	for _, d := range drivers {
		fmt.Fprint(table, "\t", d.name)
	}
	fmt.Fprintln(table)
	var differences []string
	for _, m := range modules() {
		row, different, err := compare(m, drivers, testdata, filepath.Join(t.tmp, m.name))
		if err != nil {
			return false, fmt.Errorf("%s: %w", m.name, err)
		}
		fmt.Fprintln(table, m.name+"\t"+strings.Join(row, "\t"))
		differences = append(differences, different...)
	}
	if err := table.Flush(); err != nil {
		return false, err
	}
	fmt.Print(strings.Join(differences, ""))
	return len(differences) == 0, nil
}

// compare has the drivers check and fix copies of a module, and returns the cells
// of its row and what differs from the first driver.
func compare(m module, drivers []driver, testdata, tmp string) (row, differences []string, err error) {
	source := filepath.Join(testdata, m.name)
	var first outcome
	for i, d := range drivers {
		got, err := try(d, m, source, filepath.Join(tmp, fmt.Sprint(i)))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", d.name, err)
		}
		if i == 0 {
			first = got
			cell, text, err := m.first(testdata, got)
			if err != nil {
				return nil, nil, err
			}
			row, differences = append(row, cell), append(differences, text...)
			continue
		}
		findings, fixes := "–", "same"
		if d.find != nil {
			findings = "same"
			if text := differentFindings(first.findings, got.findings); text != "" {
				findings = "DIFFERENT"
				differences = append(differences, fmt.Sprintf("\n%s: findings of %s:\n%s", m.name, d.name, text))
			}
		}
		if text := first.fixed.different(got.fixed); text != "" {
			fixes = "DIFFERENT"
			differences = append(differences, fmt.Sprintf("\n%s: files fixed by %s:\n%s", m.name, d.name, text))
		}
		row = append(row, findings+", "+fixes)
	}
	return row, differences, nil
}

// first returns the cell of the first driver, and what is wrong with its outcome.
func (m module) first(testdata string, got outcome) (cell string, differences []string, err error) {
	cell = fmt.Sprintf("%s, %s fixed", count(len(got.findings), "finding"), count(len(got.fixed), "file"))
	if len(got.findings) == 0 || len(got.fixed) == 0 {
		differences = append(differences, fmt.Sprintf("%s has no findings or no fixes\n", m.name))
	}
	if m.golden == "" {
		return cell, differences, nil
	}
	text, err := differentGolden(filepath.Join(testdata, m.golden), got.findings)
	if text != "" {
		differences = append(differences, fmt.Sprintf("\n%s is not as in %s:\n%s", m.name, m.golden, text))
	}
	return cell, differences, err
}

// An outcome is what a driver made of a module.
type outcome struct {
	findings []finding
	fixed    files // those that it changed
}

// try has a driver check and fix copies of the module in source, below dir.
func try(d driver, m module, source, dir string) (outcome, error) {
	var o outcome
	if d.find != nil {
		copied := filepath.Join(dir, "find")
		if err := os.CopyFS(copied, os.DirFS(source)); err != nil {
			return o, err
		}
		found, err := d.find(m, copied)
		if err != nil {
			return o, err
		}
		o.findings = found
	}
	copied := filepath.Join(dir, "fix")
	if err := os.CopyFS(copied, os.DirFS(source)); err != nil {
		return o, err
	}
	if err := d.fix(m, copied); err != nil {
		return o, err
	}
	changed, err := changes(source, copied)
	o.fixed = changed
	return o, err
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprint(n, " ", noun)
}
