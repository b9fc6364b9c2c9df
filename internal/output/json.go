package output

import (
	"encoding/json"
	"go/token"
	"io"
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
	EndColumn int        `json:"endColumn"`
	Path      []jsonStep `json:"path"`
	Fix       *jsonFix   `json:"fix,omitempty"`
}

type jsonPosition struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
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
	return encode(w, report)
}

// encode prints a value as indented JSON. Characters that matter in HTML only are
// printed as they are.
func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

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
