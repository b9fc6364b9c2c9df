package output

import (
	"strings"
	"unicode/utf16"
)

// texts are the files of a report, in lines. Files are not read: a position may name
// any file, since a //line comment does.
type texts struct {
	report *Report
	files  map[string]*text
}

func newTexts(r *Report) *texts { return &texts{r, map[string]*text{}} }

// A text is a file by its lines, which include their ends. It has none if the report
// has no source of that name, and does without its text.
type text struct {
	content string
	lines   []string
	hashes  []string // see lineHashes
}

func (t *texts) file(name string) *text {
	if known := t.files[name]; known != nil {
		return known
	}
	read := new(text)
	if source := t.report.Sources[name]; source != nil {
		read.content = string(source.Content)
	}
	read.lines = strings.SplitAfter(read.content, "\n")
	t.files[name] = read
	return read
}

// line returns the line of that number; "" if there is none.
func (t *text) line(number int) string {
	if number < 1 || number > len(t.lines) {
		return ""
	}
	return t.lines[number-1]
}

// column returns the column in UTF-16 units of one in bytes, both from 1; 0 if the
// line does not reach so far.
func (t *text) column(line, column int) int {
	text := t.line(line)
	if line < 1 || line > len(t.lines) || column < 1 || column > len(text)+1 {
		return 0
	}
	return 1 + units(text[:column-1])
}

// place returns the line and the column, in UTF-16 units, of an offset in bytes.
func (t *text) place(offset int) (line, column int) {
	before := t.content[:min(offset, len(t.content))]
	start := strings.LastIndexByte(before, '\n') + 1
	return 1 + strings.Count(before, "\n"), 1 + units(before[start:])
}

// lineHash returns what GitHub knows the line of that number by; "" if there is none.
func (t *text) lineHash(number int) string {
	if t.hashes == nil {
		t.hashes = lineHashes(t.content)
	}
	if t.content == "" || number < 1 || number > len(t.hashes) {
		return ""
	}
	return t.hashes[number-1]
}

// units returns the length of text in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}
