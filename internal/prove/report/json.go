//go:build unix

package report

import (
	"go/token"
	"io"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove/event"
	"github.com/sockvet/sockvet/internal/prove/outcome"
)

// jsonVersion is the version of the schema. It grows when a field goes away or gets
// another meaning, and not when one is added.
const jsonVersion = 1

type jsonReport struct {
	Version  int           `json:"version"`
	Tool     jsonTool      `json:"tool"`
	Go       string        `json:"go"`
	Dir      string        `json:"dir"`
	Packages []jsonPackage `json:"packages"`
	Verdicts []jsonVerdict `json:"verdicts"`
	Problems []string      `json:"problems"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonPackage struct {
	Path         string        `json:"path"`
	Rounds       int           `json:"rounds"`
	Open         bool          `json:"open,omitempty"`
	FailedBefore []string      `json:"failedBefore"`
	Random       []jsonFailure `json:"random"`
	Strange      []jsonFailure `json:"strange"`
}

type jsonFailure struct {
	Test    string `json:"test"`
	Message string `json:"message"`
}

type jsonVerdict struct {
	Outcome  string `json:"outcome"`
	Check    string `json:"check"`
	Category string `json:"category,omitempty"`
	Finding  string `json:"finding,omitempty"`
	jsonPosition
	Reason      string       `json:"reason,omitempty"`
	Package     string       `json:"package,omitempty"`
	Failure     *jsonFailure `json:"failure,omitempty"`
	Path        []jsonStep   `json:"path"`
	Directories int          `json:"directories,omitempty"`
	Bytes       int64        `json:"bytes,omitempty"`
	Fix         *jsonFix     `json:"fix,omitempty"`
}

type jsonFix struct {
	State  string `json:"state"`
	Reason string `json:"reason"`
}

type jsonPosition struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column,omitempty"`
}

type jsonStep struct {
	jsonPosition
	Kind    string `json:"kind"`
	Network string `json:"network,omitempty"`
}

// JSON prints a report as docs/sockvet-prove-1.schema.json says. The error is that of
// writing.
func (r *Report) JSON(w io.Writer) error {
	report := jsonReport{
		Version: jsonVersion, Tool: jsonTool{"sockvet", r.Version}, Go: r.Go, Dir: r.Dir,
		Packages: []jsonPackage{}, Verdicts: []jsonVerdict{}, Problems: append([]string{}, r.Problems...),
	}
	for _, p := range r.Packages {
		j := jsonPackage{
			Path: p.Path, Rounds: p.Report.Rounds, Open: p.Report.Open,
			FailedBefore: append([]string{}, p.Report.Before...),
			Random:       jsonFailures(p.Report.Random), Strange: jsonFailures(p.Report.Strange),
		}
		report.Packages = append(report.Packages, j)
	}
	for _, v := range r.Verdicts {
		report.Verdicts = append(report.Verdicts, r.jsonVerdict(v))
	}
	return output.Encode(w, report)
}

// jsonFailures returns failures by test in order.
func jsonFailures(lines map[string]string) []jsonFailure {
	all := []jsonFailure{}
	for _, test := range sorted(lines) {
		all = append(all, jsonFailure{test, lines[test]})
	}
	return all
}

func (r *Report) jsonVerdict(v outcome.Verdict) jsonVerdict {
	j := jsonVerdict{
		Outcome: string(v.Outcome), Check: "portrace", Reason: v.Reason, Package: v.Package,
		jsonPosition: r.jsonPosition(where(v)), Path: []jsonStep{}, Directories: len(v.Dirs),
	}
	if len(v.Dirs) > 0 {
		j.Check = "sockdir"
	}
	if f := v.Finding; f != nil {
		j.Check, j.Category, j.Finding = f.Check, f.Category, f.Message
	}
	if v.Fix != nil {
		j.Fix = &jsonFix{string(v.Fix.State), v.Fix.Reason}
	}
	for _, d := range v.Dirs {
		j.Bytes += d.Bytes
	}
	if v.Proof == nil {
		return j
	}
	j.Failure = &jsonFailure{v.Proof.Test, v.Proof.Line}
	j.Path = append(j.Path, r.jsonStep("bound", v.Port.Network, v.Port.Bind), r.jsonStep("closed", v.Port.Network, v.Port.Close))
	if by := v.Proof.By; by != nil {
		kind := "refused"
		if by.Kind == event.InUse {
			kind = "in use"
		}
		j.Path = append(j.Path, r.jsonStep(kind, by.Network, by.Stack))
	}
	return j
}

func (r *Report) jsonStep(kind, network string, stack event.Stack) jsonStep {
	return jsonStep{r.jsonPosition(r.place(stack)), kind, network}
}

func (r *Report) jsonPosition(p token.Position) jsonPosition {
	return jsonPosition{r.name(p.Filename), p.Line, p.Column}
}
