package output

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
)

// Text prints a line for each finding that was fixed, with the position that it
// had before. It prints each finding that is left on a line of its own, and below
// it, indented by a tab, its related positions:
//
//	fixed: server_test.go:12:9: message of the fix (check)
//	server_test.go:12:9: message (check)
//		server_test.go:10:2: bound here
//
// Files below the directory of the report are printed relative to it. Problems
// are not for this output. The error is that of writing.
func Text(w io.Writer, r *Report) error {
	buf := bufio.NewWriter(w)
	for _, f := range r.Fixed {
		fmt.Fprintf(buf, "fixed: %s: %s (%s)\n", r.position(f.Position), f.Fix.Message, f.Check)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(buf, "%s: %s (%s)\n", r.position(f.Position), f.Message, f.Check)
		for _, s := range f.Related {
			fmt.Fprintf(buf, "\t%s: %s\n", r.position(s.Position), s.Message)
		}
	}
	return buf.Flush()
}

func (r *Report) position(p token.Position) string {
	if name, relative := r.name(p.Filename); relative {
		p.Filename = filepath.FromSlash(name)
	}
	return p.String()
}
