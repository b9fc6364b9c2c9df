package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

// header names the columns of the data: a line has the cost of one program.
var header = []string{"shape", "size", "seconds", "megabytes"}

// writeData writes rows as CSV.
func writeData(out io.Writer, rows []*row) error {
	w := csv.NewWriter(out)
	lines := [][]string{header}
	for _, r := range rows {
		for i, c := range r.costs {
			lines = append(lines, []string{r.shape.name, strconv.Itoa(r.sizes[i]), fmt.Sprintf("%.3f", c.Seconds), fmt.Sprintf("%.1f", c.Megabytes)})
		}
	}
	return w.WriteAll(lines)
}

// readData reads what writeData wrote to a file. The error tells of shapes that there are
// not any more, and of what is no number.
func readData(name string) ([]*row, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = len(header)
	lines, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(lines) < 2 {
		return nil, fmt.Errorf("%s has no results", name)
	}
	var rows []*row
	for _, line := range lines[1:] {
		if n := len(rows); n == 0 || rows[n-1].shape.name != line[0] {
			found, err := wantedShapes(line[0])
			if err != nil {
				return nil, err
			}
			rows = append(rows, &row{shape: found[0]})
		}
		r := rows[len(rows)-1]
		size, err1 := strconv.Atoi(line[1])
		seconds, err2 := strconv.ParseFloat(line[2], 64)
		megabytes, err3 := strconv.ParseFloat(line[3], 64)
		if err := errors.Join(err1, err2, err3); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r.sizes, r.costs = append(r.sizes, size), append(r.costs, cost{seconds, megabytes})
	}
	return rows, nil
}

// writeFile has write write rows to the file of that name.
func writeFile(name string, rows []*row, write func(io.Writer, []*row) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(file, rows), file.Close())
}
