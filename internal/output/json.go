package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sockvet/sockvet/internal/plain"
)

// jsonVersion is the version of the schema. It grows when a field goes away or
// gets another meaning, and not when one is added.
const jsonVersion = 1

type jsonReport struct {
	Version  int           `json:"version"`
	Tool     jsonTool      `json:"tool"`
	Dir      string        `json:"dir"`
	Findings []jsonFinding `json:"findings"`
	Fixed    []jsonFinding `json:"fixed"`
	Problems []string      `json:"problems"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonFinding struct {
	Check       string `json:"check"`
	Category    string `json:"category"`
	Message     string `json:"message"`
	URL         string `json:"url"`
	Fingerprint string `json:"fingerprint,omitempty"`
	jsonPosition
	EndLine   int        `json:"endLine"`
	EndColumn int        `json:"endColumn,omitempty"`
	Path      []jsonStep `json:"path"`
	Fix       *jsonFix   `json:"fix,omitempty"`
}

type jsonPosition struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column,omitempty"`
}

type jsonStep struct {
	jsonPosition
	Message string `json:"message"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Refused string     `json:"refused,omitempty"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// JSON prints the report as one JSON object, which docs/output.md describes, and
// docs/sockvet-1.schema.json does for programs. Lists are never null. The error is
// that of writing.
func JSON(w io.Writer, r *Report) error {
	marks := fingerprints(r, newTexts(r))
	report := jsonReport{
		Version:  jsonVersion,
		Tool:     jsonTool{"sockvet", r.Version},
		Dir:      r.Dir,
		Findings: []jsonFinding{},
		Fixed:    []jsonFinding{},
		Problems: append([]string{}, r.Problems...),
	}
	for i, f := range r.Findings {
		report.Findings = append(report.Findings, r.jsonFinding(f, marks[i]))
	}
	for _, f := range r.Fixed {
		report.Fixed = append(report.Fixed, r.jsonFinding(f, ""))
	}
	return Encode(w, report)
}

// Encode prints a value as indented JSON. Characters that matter in HTML only are
// printed as they are; those that can't be seen are escaped, and so is what GitHub's
// runner takes for the beginning of a command, since reports are printed to logs too.
// The error is that of encoding or writing.
func Encode(w io.Writer, value any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(escapeJSON(text.Bytes()))
	return err
}

// escapeJSON returns the JSON in text with escapes for what is not plain; all such
// characters are in strings, but for the ends of lines.
func escapeJSON(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("##["), []byte(`#\u0023[`))
	if !bytes.ContainsFunc(text, hidden) {
		return text
	}
	var escaped []byte
	for _, r := range string(text) {
		if !hidden(r) {
			escaped = utf8.AppendRune(escaped, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			escaped = fmt.Appendf(escaped, `\u%04x`, unit)
		}
	}
	return escaped
}

func hidden(r rune) bool { return r != '\n' && !plain.Visible(r) }

func (r *Report) jsonFinding(f Finding, mark string) jsonFinding {
	found := jsonFinding{
		Check:        f.Check,
		Category:     f.Category,
		Message:      f.Message,
		URL:          f.URL,
		Fingerprint:  mark,
		jsonPosition: r.jsonPosition(f.Position),
		EndLine:      f.End.Line,
		EndColumn:    f.End.Column,
		Path:         []jsonStep{},
	}
	for _, s := range f.Related {
		found.Path = append(found.Path, jsonStep{r.jsonPosition(s.Position), s.Message})
	}
	if f.Fix != nil {
		found.Fix = &jsonFix{Message: f.Fix.Message, Refused: f.Fix.Refused, Edits: []jsonEdit{}}
		for _, e := range f.Fix.Edits {
			name, _ := r.name(e.File)
			found.Fix.Edits = append(found.Fix.Edits, jsonEdit{name, e.Start, e.End, e.New})
		}
	}
	return found
}

func (r *Report) jsonPosition(p token.Position) jsonPosition {
	name, _ := r.name(p.Filename)
	return jsonPosition{name, p.Line, p.Column}
}
