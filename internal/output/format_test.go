package output_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/token"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/plain"
)

var update = flag.Bool("update", false, "write what the formats print to testdata")

// server has characters in it that are longer in UTF-8 than in UTF-16, and text that
// means something in SARIF.
const (
	serverFile = "/home/me/web: a/größe[1].go"
	server     = `package web

func serve(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	/* 😀ä */ l.Close() // <[x](1) {0}>
	return http.ListenAndServe(addr, h)
}

func again() {
	/* 😀ä */ l.Close() // <[x](1) {0}>
	/* 😀ä */   l.Close() // <[x](1) {0}>
}
`
)

// find returns where the given text is in server for the nth time, from 1.
func find(t *testing.T, text string, n int) (start, end token.Position) {
	t.Helper()
	offset := -1
	for range n {
		next := strings.Index(server[offset+1:], text)
		if next < 0 {
			t.Fatalf("there are fewer than %d %q", n, text)
		}
		offset += 1 + next
	}
	return position(offset), position(offset + len(text))
}

func position(offset int) token.Position {
	before := server[:offset]
	return token.Position{
		Filename: serverFile,
		Offset:   offset,
		Line:     1 + strings.Count(before, "\n"),
		Column:   offset - strings.LastIndex(before, "\n"),
	}
}

// closing returns a finding about the nth call of l.Close.
func closing(t *testing.T, n int) output.Finding {
	t.Helper()
	start, end := find(t, "l.Close()", n)
	return output.Finding{
		Check:    "portrace",
		Category: "bind",
		Message:  "port of ports[0](1) is handed to serve[{int}] after l.Close: another process can bind it first",
		URL:      "https://example.com/portrace",
		Position: start,
		End:      end,
	}
}

// findings returns a report with a finding that has a path and a fix, two in lines
// that are equal but for white space, a fix that was refused, one that was applied,
// and a problem.
func findings(t *testing.T) *output.Report {
	t.Helper()
	fixed, refused, story := closing(t, 2), closing(t, 3), closing(t, 1)
	bound, _ := find(t, "net.Listen", 1)
	line, after := find(t, "\t/* 😀ä */ l.Close() // <[x](1) {0}>\n", 1)
	use, useEnd := find(t, "http.ListenAndServe(addr, h)", 1)
	story.Related = []output.Related{
		{Position: bound, Message: "bound to port 0"},
		{Position: story.Position, Message: "closed"},
		{Position: at("/home/other/serve.go", 7, 3), Message: "handed to serve[{int}]"},
	}
	story.Fix = &output.Fix{Message: "Serve on l", Edits: []output.Edit{
		{File: serverFile, Start: line.Offset, End: after.Offset},
		{File: serverFile, Start: use.Offset, End: useEnd.Offset, New: "http.Serve(l, h)"},
	}}
	refused.Fix = &output.Fix{Message: "Insert {nothing}", Refused: "generated file", Edits: []output.Edit{
		{File: serverFile, Start: refused.Position.Offset, End: refused.Position.Offset, New: "//"},
	}}
	fixed.Fix = &output.Fix{Message: "Remove it", Edits: []output.Edit{
		{File: serverFile, Start: fixed.Position.Offset, End: fixed.End.Offset},
	}}
	return report(func(r *output.Report) {
		r.Findings = []output.Finding{story, closing(t, 2), refused}
		r.Fixed = []output.Finding{fixed}
		r.Problems = []string{"m.go:3:17: cannot use []string{…} as int value"}
	})
}

// report returns a report without findings, after fill has seen to it.
func report(fill func(*output.Report)) *output.Report {
	r := &output.Report{
		Dir:     "/home/me",
		Version: "v1.2.3",
		Checks: []output.Check{{
			Name: "portrace",
			Doc:  "check for ports\n\nA port can be lost:\n\n\tl.Close() // [x]{0}\n\nKeep it.",
			URL:  "https://example.com/portrace",
		}},
		Sources: map[string]*output.Source{serverFile: {Content: []byte(server)}},
	}
	fill(r)
	return r
}

// TestFormats compares what the formats print with files in testdata, which
// go test -update writes.
func TestFormats(t *testing.T) {
	reports := map[string]*output.Report{
		"findings": findings(t),
		"clean":    report(func(r *output.Report) { r.Version = "(devel)" }),
		"failed":   report(func(r *output.Report) { r.Dir, r.Problems = "/", []string{"no go.mod"} }),
	}
	formats := map[string]output.Format{"json": output.JSON, "sarif": output.SARIF, "gitlab": output.GitLab}
	for name, report := range reports {
		for kind, format := range formats {
			var got bytes.Buffer
			if err := format(&got, report); err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", name+"."+kind), got.Bytes())
		}
	}
}

// TestHostileNames has a finding in a file whose name could end a line, command a
// terminal or a log, or be no URI, at positions without a column. What the formats
// print is plain, and what programs read in it is the name.
func TestHostileNames(t *testing.T) {
	const name = "::error::x\n::warning file=a.go::\x1b[31m\u202e\u2028\u009b\U000e0041 ##[error]%0A%\"<>\\.go"
	f := closing(t, 1)
	f.Position = token.Position{Filename: "/home/me/" + name, Line: 7}
	f.End = f.Position
	f.Related = []output.Related{{Position: f.Position, Message: "closed"}}
	fixed := f
	fixed.Fix = &output.Fix{Message: "Remove it", Edits: []output.Edit{{File: f.Position.Filename}}}
	hostile := report(func(r *output.Report) {
		r.Findings, r.Fixed = []output.Finding{f}, []output.Finding{fixed}
	})
	var asJSON struct{ Findings []struct{ File string } }
	var gitlab []struct{ Location struct{ Path string } }
	var sarif struct {
		Runs []struct {
			Results []struct {
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	decode(t, output.JSON, hostile, &asJSON)
	decode(t, output.GitLab, hostile, &gitlab)
	decode(t, output.SARIF, hostile, &sarif)
	uri := sarif.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI
	path, err := url.PathUnescape(uri)
	if got := []string{asJSON.Findings[0].File, gitlab[0].Location.Path, path}; err != nil || !slices.Equal(got, []string{name, name, name}) {
		t.Errorf("got %q (%v) of %q, want %q each time", got, err, uri, name)
	}
	var text bytes.Buffer
	if err := output.Text(&text, hostile); err != nil {
		t.Fatal(err)
	}
	checkPlain(t, text.String())
	if lines := strings.Count(text.String(), "\n"); lines != 3 {
		t.Errorf("got %d lines, want 3:\n%s", lines, &text)
	}
}

// decode reads what a format prints, which has to be plain text, into value.
func decode(t *testing.T, format output.Format, r *output.Report, value any) {
	t.Helper()
	var got bytes.Buffer
	if err := format(&got, r); err != nil {
		t.Fatal(err)
	}
	checkPlain(t, got.String())
	if err := json.Unmarshal(got.Bytes(), value); err != nil {
		t.Error(err)
	}
}

// checkPlain checks that text is no more than what can be seen of it.
func checkPlain(t *testing.T, text string) {
	t.Helper()
	if got := plain.Lines(text); got != text {
		t.Errorf("got %q, want %q", text, got)
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s", diff.Diff(file, want, "got", got))
	}
}
