package output

import "io"

// A gitlabIssue is one of a GitLab Code Quality report, see
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// GitLab prints the report as a Code Quality report. That is a list of issues, and an
// empty one says that all is well: so problems are issues too, about the directory.
// The error is that of writing.
func GitLab(w io.Writer, r *Report) error {
	issues := []gitlabIssue{}
	for _, problem := range r.Problems {
		issues = append(issues, gitlabIssue{
			Description: problem,
			CheckName:   "sockvet",
			Fingerprint: fingerprint("problem", problem),
			Severity:    "blocker",
			Location:    gitlabLocation{".", gitlabLines{1}},
		})
	}
	marks := fingerprints(r, newTexts(r))
	for i, f := range r.Findings {
		name, _ := r.name(f.Position.Filename)
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   f.Check,
			Fingerprint: marks[i],
			Severity:    "major",
			Location:    gitlabLocation{name, gitlabLines{f.Position.Line}},
		})
	}
	return Encode(w, issues)
}
