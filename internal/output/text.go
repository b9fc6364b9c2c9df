package output

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"path/filepath"

	"github.com/sockvet/sockvet/internal/plain"
)

// Text prints a line for each finding that was fixed, with the position that it
// had before. It prints each finding that is left on a line of its own, and below
// it, indented by a tab, its related positions:
//
//	fixed: server_test.go:12:9: message of the fix (check)
//	server_test.go:12:9: message (check)
//		server_test.go:10:2: bound here
//
// Files are named relative to the directory of the report, where that is shorter, as
// the go command does it. A position without a column, as a //line comment can make
// it, has the line only. Problems are not for this output. The error is that of
// writing.
func Text(w io.Writer, r *Report) error {
	buf := bufio.NewWriter(w)
	for _, f := range r.Fixed {
		Line(buf, "", "fixed: %s: %s (%s)", r.position(f.Position), f.Fix.Message, f.Check)
	}
	for _, f := range r.Findings {
		Line(buf, "", "%s: %s (%s)", r.position(f.Position), f.Message, f.Check)
		for _, s := range f.Related {
			Line(buf, "\t", "%s: %s", r.position(s.Position), s.Message)
		}
	}
	return buf.Flush()
}

// Line prints one line, indented, whatever the names of files are. What can't be written
// is the writer's to remember, as those of bufio and strings do.
func Line(w io.Writer, indent, format string, args ...any) {
	fmt.Fprintln(w, indent+plain.Line(plain.Text(fmt.Sprintf(format, args...))))
}

func (r *Report) position(p token.Position) string {
	if rel, err := filepath.Rel(r.Dir, p.Filename); err == nil && len(rel) < len(p.Filename) {
		p.Filename = rel
	}
	return p.String()
}
