package output

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
)

// Text prints each finding on a line of its own, and below it, indented by a
// tab, its related positions:
//
//	server_test.go:12:9: message (check)
//		server_test.go:10:2: bound here
//
// Files below dir are printed relative to it. The error is that of writing.
func Text(w io.Writer, dir string, findings []Finding) error {
	buf := bufio.NewWriter(w)
	for _, f := range findings {
		fmt.Fprintf(buf, "%s: %s (%s)\n", position(dir, f.Position), f.Message, f.Check)
		for _, r := range f.Related {
			fmt.Fprintf(buf, "\t%s: %s\n", position(dir, r.Position), r.Message)
		}
	}
	return buf.Flush()
}

// Fixed prints a line for each finding that was fixed, with the position that it
// had before:
//
//	fixed: server_test.go:12:9: message of the fix (check)
//
// The error is that of writing.
func Fixed(w io.Writer, dir string, findings []Finding) error {
	buf := bufio.NewWriter(w)
	for _, f := range findings {
		if f.Fix != nil {
			fmt.Fprintf(buf, "fixed: %s: %s (%s)\n", position(dir, f.Position), f.Fix.Message, f.Check)
		}
	}
	return buf.Flush()
}

func position(dir string, p token.Position) string {
	rel, err := filepath.Rel(dir, p.Filename)
	if err == nil && filepath.IsLocal(rel) {
		p.Filename = rel
	}
	return p.String()
}
