package fix

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/token"

	udiff "github.com/aymanbagabas/go-udiff"
)

// render returns what the edits of d make of the pieces of the file that they change.
func (d *Draft) render() ([]*change, error) {
	s := d.source
	changed := s.changes(d.edits)
	after := newUses()
	for _, c := range changed {
		if err := c.splice(s); err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), s.name, c.file(), parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		after.count(file.Decls)
	}
	if imports := d.adjustImports(changed, after); len(imports) > 0 {
		if len(changed) == 0 || !changed[0].head {
			changed = append([]*change{{piece: s.split()[0]}}, changed...)
		}
		head := changed[0]
		head.edits = append(head.edits, imports...)
		if err := head.splice(s); err != nil {
			return nil, err
		}
	}
	for _, c := range changed {
		if err := c.format(s); err != nil {
			return nil, err
		}
	}
	s.trimEnd(changed)
	return changed, nil
}

// trimEnd takes the blank line away that is left at the end of a formatted file whose last
// declarations are gone.
func (s *source) trimEnd(changed []*change) {
	end := len(s.text)
	for i := len(changed) - 1; i >= 0 && s.tidy && changed[i].end == end; i-- {
		c := changed[i]
		if text := bytes.TrimSpace(c.text); len(text) > 0 {
			c.text = c.text[:lineEnd(c.text, len(bytes.TrimRight(c.text, "\n")))]
			return
		}
		end = c.start
		if i == 0 || changed[i-1].end != end {
			c.start = s.lineEnd(len(bytes.TrimRight(s.text[:end], "\n")))
		}
	}
}

// diff returns the edits, in lines, that make these changes.
func (s *source) diff(changed []*change) []udiff.Edit {
	var edits []udiff.Edit
	for _, c := range changed {
		edits = append(edits, c.diff(s)...)
	}
	return edits
}

// endLines returns text with carriage returns at the ends of lines.
func endLines(text []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(text, crlf, lf), lf, crlf)
}

// isCRLF reports whether all lines of text end with a carriage return.
func isCRLF(text []byte) bool {
	n := bytes.Count(text, crlf)
	return n > 0 && n == bytes.Count(text, lf)
}

var lf, crlf = []byte("\n"), []byte("\r\n")

func gofmt(text []byte) ([]byte, error) { return format.Source(text) }

func isTidy(text []byte) bool {
	formatted, err := gofmt(text)
	return err == nil && bytes.Equal(formatted, text)
}
