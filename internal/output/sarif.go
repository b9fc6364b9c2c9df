package output

import (
	"fmt"
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/semver"
)

// SARIF prints the report as a log of SARIF 2.1.0, for GitHub and others that show
// findings. What is in it, and why, is in docs/output.md. The error is that of
// writing.
func SARIF(w io.Writer, r *Report) error {
	s := &sarifWriter{r, newTexts(r)}
	return Encode(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:               sarifTool{s.driver()},
			Invocations:        []sarifInvocation{s.invocation()},
			OriginalURIBaseIDs: map[string]sarifArtifactLocation{srcRoot: {URI: strings.TrimSuffix(fileURI(r.Dir), "/") + "/"}},
			ColumnKind:         "utf16CodeUnits",
			AutomationDetails:  sarifAutomationDetails{"sockvet/"},
			Results:            s.results(),
		}},
	})
}

// srcRoot stands for the directory of the report, by the name that GitHub uses.
const srcRoot = "%SRCROOT%"

type sarifWriter struct {
	*Report
	texts *texts
}

// driver describes sockvet and its checks. Their documentation is Markdown as it is,
// with code that is indented; where GitHub has Markdown, it shows nothing else.
func (s *sarifWriter) driver() sarifDriver {
	d := sarifDriver{
		Name:           "sockvet",
		Organization:   "The sockvet authors",
		InformationURI: "https://github.com/sockvet/sockvet",
		Version:        "0.0.0 " + s.Version, // it has to begin with a number
		Rules:          []sarifRule{},
	}
	if semver.IsValid(s.Version) {
		d.Version = strings.TrimPrefix(s.Version, "v")
		d.SemanticVersion = d.Version
	}
	for _, c := range s.Checks {
		title, rest, _ := strings.Cut(c.Doc, "\n\n")
		title = sentence(strings.ToUpper(title[:1]) + title[1:])
		d.Rules = append(d.Rules, sarifRule{
			ID:                   c.Name,
			ShortDescription:     sarifText{title},
			FullDescription:      sarifText{sentence(firstParagraph(rest))},
			Help:                 sarifHelp{Text: rest, Markdown: fmt.Sprintf("%s\n\n[More about %s](%s)", rest, c.Name, c.URL)},
			HelpURI:              c.URL,
			DefaultConfiguration: sarifConfiguration{"warning"},
			Properties:           sarifRuleProperties{"high", "warning", append([]string{"reliability", "sockets"}, weaknesses[c.Name]...)},
		})
	}
	return d
}

// weaknesses are the tags for the weaknesses of the CWE list that the findings of a check are
// instances of, as GitHub and CodeQL write them. Source: https://cwe.mitre.org/data.
//
//   - CWE-367: the state of a resource is checked, and may change before the use: whether a port
//     is free.
//   - CWE-377: a temporary file is made in an insecure way. CWE-379: it is made in a directory
//     whose permissions let others get at it.
//   - CWE-459: resources that are temporary are not cleaned up.
var weaknesses = map[string][]string{
	"portguess": {"external/cwe/cwe-330", "external/cwe/cwe-605"},
	"portrace":  {"external/cwe/cwe-367"},
	"sockdir":   {"external/cwe/cwe-459"},
	"sockpath":  {"external/cwe/cwe-377", "external/cwe/cwe-379"},
}

func firstParagraph(text string) string {
	first, _, _ := strings.Cut(text, "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// sentence returns text with a full stop.
func sentence(text string) string { return strings.TrimRight(text, ".:") + "." }

// invocation says whether the run went well. That of a problem is not the result
// of an analysis, but that there is none.
func (s *sarifWriter) invocation() sarifInvocation {
	i := sarifInvocation{ExecutionSuccessful: len(s.Problems) == 0}
	for _, p := range s.Problems {
		i.Notifications = append(i.Notifications, sarifNotification{"error", message(sentence(p))})
	}
	return i
}

func (s *sarifWriter) results() []sarifResult {
	marks := fingerprints(s.Report, s.texts)
	results := []sarifResult{}
	for i, f := range s.Findings {
		result := sarifResult{
			RuleID:              f.Check,
			RuleIndex:           s.ruleIndex(f.Check),
			Level:               "warning",
			Message:             sarifText{linked(f)},
			Locations:           []sarifLocation{s.location(f.Position, f.End)},
			PartialFingerprints: map[string]string{"sockvet/v1": marks[i]},
			CodeFlows:           []sarifCodeFlow{s.codeFlow(f)},
			Properties:          sarifResultProperties{f.Category},
		}
		if hash := s.texts.file(f.Position.Filename).lineHash(f.Position.Line); hash != "" {
			result.PartialFingerprints["primaryLocationLineHash"] = hash
		}
		for n, step := range f.Related {
			location := s.step(step)
			location.ID = n + 1
			result.RelatedLocations = append(result.RelatedLocations, location)
		}
		if f.Fix != nil && f.Fix.Refused == "" {
			result.Fixes = []sarifFix{s.fix(f.Fix)}
		}
		results = append(results, result)
	}
	return results
}

func (s *sarifWriter) ruleIndex(check string) int {
	return slices.IndexFunc(s.Checks, func(c Check) bool { return c.Name == check })
}

// linked returns the message with links to the related locations: GitHub shows
// those that the message refers to.
func linked(f Finding) string {
	text := sentence(escaped(f.Message))
	var links []string
	for i, step := range f.Related {
		links = append(links, fmt.Sprintf("[%s](%d)", escaped(step.Message), i+1))
	}
	if len(links) > 0 {
		text += " The path: " + strings.Join(links, ", ") + "."
	}
	return text
}

// message returns text as a message, without links.
func message(text string) sarifText { return sarifText{escaped(text)} }

// escaped returns text without anything that a message of SARIF would take for a
// link or a placeholder.
var escaped = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "{", "{{", "}", "}}").Replace

// codeFlow tells the way of the port, or of the directory. It begins with the
// finding, unless a step is in that line.
func (s *sarifWriter) codeFlow(f Finding) sarifCodeFlow {
	var steps []sarifFlowLocation
	told := false
	for _, step := range f.Related {
		told = told || step.Position.Filename == f.Position.Filename && step.Position.Line == f.Position.Line
		steps = append(steps, sarifFlowLocation{s.step(step)})
	}
	if !told {
		first := s.step(Related{f.Position, f.Message})
		steps = append([]sarifFlowLocation{{first}}, steps...)
	}
	return sarifCodeFlow{[]sarifThreadFlow{{steps}}}
}

func (s *sarifWriter) step(r Related) sarifLocation {
	location := s.location(r.Position, r.Position)
	text := message(r.Message)
	location.Message = &text
	return location
}

// location returns the code between two positions. Columns are left out where the
// text of the line is not known.
func (s *sarifWriter) location(start, end token.Position) sarifLocation {
	region := sarifRegion{StartLine: start.Line}
	file := s.texts.file(start.Filename)
	if column := file.column(start.Line, start.Column); column > 0 {
		region.StartColumn = column
		if column := file.column(end.Line, end.Column); column > 0 && end.Offset > start.Offset {
			region.EndLine, region.EndColumn = end.Line, column
		}
	}
	return sarifLocation{PhysicalLocation: sarifPhysicalLocation{s.artifact(start.Filename), region}}
}

func (s *sarifWriter) artifact(file string) sarifArtifactLocation {
	name, relative := s.name(file)
	if !relative {
		return sarifArtifactLocation{URI: fileURI(file)}
	}
	// Before a slash, a colon would end a scheme.
	uri := strings.ReplaceAll((&url.URL{Path: name}).EscapedPath(), ":", "%3A")
	return sarifArtifactLocation{URI: uri, URIBaseID: srcRoot}
}

// fileURI returns the URI of an absolute name. Those of Windows begin with a drive.
func fileURI(name string) string {
	path := filepath.ToSlash(name)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func (s *sarifWriter) fix(f *Fix) sarifFix {
	fix := sarifFix{Description: message(sentence(f.Message))}
	for _, e := range f.Edits {
		last := len(fix.ArtifactChanges) - 1
		if artifact := s.artifact(e.File); last < 0 || fix.ArtifactChanges[last].ArtifactLocation != artifact {
			fix.ArtifactChanges = append(fix.ArtifactChanges, sarifArtifactChange{ArtifactLocation: artifact})
			last++
		}
		file := s.texts.file(e.File)
		var region sarifRegion
		region.StartLine, region.StartColumn = file.place(e.Start)
		region.EndLine, region.EndColumn = file.place(e.End)
		change := &fix.ArtifactChanges[last]
		change.Replacements = append(change.Replacements, sarifReplacement{region, sarifText{e.New}})
	}
	return fix
}
