// The scale command measures how sockvet's work grows with a program. It writes modules
// of several shapes, of 10 to 3,000 functions, branches, fields or findings, runs sockvet on
// each, and prints CPU time, that of the go command included, and peak memory as a table,
// with the exponents of their growth from the second size to the last:
//
//	go run ./scripts/scale -sockvet bin/sockvet
//
// It exits with 1 if either grows faster than as n log n. -csv writes the results as data,
// which -from reads again, and -svg draws them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An options says what to measure.
type options struct {
	sockvet, sizes, only string
	runs                 int
	limit                time.Duration
	from, csv, svg       string
}

func main() {
	var opts options
	flag.StringVar(&opts.sockvet, "sockvet", "sockvet", "the `binary` to measure")
	flag.StringVar(&opts.sizes, "sizes", "10,100,1000,3000", "comma-separated `numbers`, rising")
	flag.StringVar(&opts.only, "shapes", "", "comma-separated `names` of the shapes to measure; all if empty")
	flag.IntVar(&opts.runs, "runs", 1, "measure each program that many times, and take the least")
	flag.DurationVar(&opts.limit, "limit", 2*time.Minute, "give up after that `time`")
	flag.StringVar(&opts.from, "from", "", "measure nothing, and read the results from this `file`")
	flag.StringVar(&opts.csv, "csv", "", "write the results to this `file`")
	flag.StringVar(&opts.svg, "svg", "", "draw the results in this `file`")
	flag.Parse()
	faults, err := do(os.Stdout, &opts)
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(2)
	}
	for _, fault := range faults {
		fmt.Fprintln(os.Stderr, "scale:", fault)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

// do measures the programs, prints the table and writes what else is wanted, also if not all
// could be measured. It returns what grows too fast.
func do(out io.Writer, opts *options) ([]string, error) {
	rows, err := rowsOf(out, opts)
	if len(rows) == 0 {
		return nil, err
	}
	var faults []string
	for _, r := range rows {
		faults = append(faults, r.faults()...)
	}
	if opts.csv != "" {
		err = errors.Join(err, writeFile(opts.csv, rows, writeData))
	}
	if opts.svg != "" {
		err = errors.Join(err, writeFile(opts.svg, rows, draw))
	}
	return faults, err
}

// rowsOf returns the results, and prints each row as soon as it is there. With an error, it
// returns those that came before.
func rowsOf(out io.Writer, opts *options) ([]*row, error) {
	if opts.from == "" {
		return measureAll(out, opts)
	}
	rows, err := readData(opts.from)
	for i, r := range rows {
		printRow(out, i, r)
	}
	return rows, err
}

// measureAll measures programs of all shapes that are wanted.
func measureAll(out io.Writer, opts *options) (rows []*row, err error) {
	bin, err := exec.LookPath(opts.sockvet)
	if err == nil {
		bin, err = filepath.Abs(bin)
	}
	wanted, wantedErr := wantedShapes(opts.only)
	sizes, sizesErr := numbers(opts.sizes)
	if err := errors.Join(err, wantedErr, sizesErr); err != nil {
		return nil, err
	}
	for i, s := range wanted {
		r := &row{shape: s, sizes: sizes}
		for _, n := range sizes {
			c, err := measure(bin, s.program(n), opts.runs, opts.limit)
			if err != nil {
				return rows, fmt.Errorf("%s of %d: %w", s.name, n, err)
			}
			r.costs = append(r.costs, c)
		}
		printRow(out, i, r)
		rows = append(rows, r)
	}
	return rows, nil
}

// wantedShapes returns the shapes with the names in a list, or all if there is none.
func wantedShapes(list string) ([]*shape, error) {
	var wanted []*shape
	names := strings.Split(list, ",")
	for i := range shapes {
		if list == "" || slices.Contains(names, shapes[i].name) {
			wanted = append(wanted, &shapes[i])
		}
	}
	if list != "" && len(wanted) < len(names) {
		return nil, fmt.Errorf("there are not all of the shapes %s", list)
	}
	return wanted, nil
}

// numbers returns the numbers in a list. There have to be two, and they have to rise.
func numbers(list string) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		if len(all) > 0 && n <= all[len(all)-1] || n < 2 {
			return nil, fmt.Errorf("%s: sizes have to rise, from 2", list)
		}
		all = append(all, n)
	}
	if len(all) < 2 {
		return nil, fmt.Errorf("%s: growth needs two sizes", list)
	}
	return all, nil
}

// printRow prints a row of the table, and its head before the first one.
func printRow(out io.Writer, i int, r *row) {
	if i == 0 {
		fmt.Fprint(out, "| Program |")
		for _, n := range r.sizes {
			fmt.Fprintf(out, " %d |", n)
		}
		fmt.Fprintf(out, " exponents |\n|---|%s---|\n", strings.Repeat("---|", len(r.sizes)))
	}
	fmt.Fprintf(out, "| %s: %s |", r.shape.name, r.shape.doc)
	for _, c := range r.costs {
		fmt.Fprintf(out, " %.1f s, %.0f MB |", c.Seconds, c.Megabytes)
	}
	var exponents []string
	for _, m := range quantities {
		text := "–"
		if e := r.exponent(min(1, len(r.sizes)-2), len(r.sizes)-1, m); !math.IsNaN(e) {
			text = fmt.Sprintf("%.1f", e)
		}
		exponents = append(exponents, text)
	}
	fmt.Fprintf(out, " %s |\n", strings.Join(exponents, ", "))
}
