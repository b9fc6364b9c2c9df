package main_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// mixed has a finding with a fix, one without, and a package that does not compile.
const mixed = `
-- go.mod --
module m
go 1.26
-- bound/bound.go --
package bound

import (
	"net"
	"net/http"
)

func f(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	return http.ListenAndServe(addr, h)
}
-- faulty/faulty.go --
package faulty

import (
	"net"
	"os/exec"
)

func f() FAULT
func g() FAULT
-- clean/clean.go --
package clean
-- mistyped/mistyped.go --
package mistyped

var Wrong int = ""
`

// A report is what -json prints, as far as tests look at it.
type report struct {
	Version         int
	Findings, Fixed []struct {
		Check, Category, File, Fingerprint string
		Line, Column, EndLine, EndColumn   int
		Path                               []struct {
			File, Message string
			Line          int
		}
		Fix *struct {
			Edits []struct {
				File, New  string
				Start, End int
			}
		}
	}
	Problems []string
}

// schema returns the one of -json.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled, err := compiler.Compile("../../docs/sockvet-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// checkJSON runs sockvet -json, which must exit with code and print what the schema
// allows, and returns that.
func checkJSON(t *testing.T, dir string, code int, args ...string) report {
	t.Helper()
	got := run(t, dir, nil, sockvet, append([]string{"-json"}, args...)...)
	if got.code != code {
		t.Errorf("%q: exit code %d, want %d\n%s", args, got.code, code, got.stderr)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(got.stdout))
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, got.stdout)
	}
	if err := schema(t).Validate(value); err != nil {
		t.Errorf("%q: %v\n%s", args, err, got.stdout)
	}
	var r report
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestJSON(t *testing.T) {
	dir := module(t, mixed)
	r := checkJSON(t, dir, 1, "./bound", "./faulty", "./clean")
	if len(r.Findings) != 3 || len(r.Fixed) != 0 || len(r.Problems) != 0 {
		t.Fatalf("got %+v", r)
	}
	f := r.Findings[0]
	at := [...]int{f.Line, f.Column, f.EndLine, f.EndColumn}
	if f.Check != "portrace" || f.Category != "bind" || f.File != "bound/bound.go" || at != [...]int{14, 2, 14, 11} {
		t.Errorf("got %+v", f)
	}
	if len(f.Path) != 4 || f.Path[0].Message != "bound to port 0" || f.Path[0].Line != 9 || f.Fix == nil || len(f.Fix.Edits) == 0 {
		t.Errorf("got the path and the fix %+v", f)
	}
	if r.Findings[1].Fix != nil || r.Findings[1].Fingerprint == r.Findings[2].Fingerprint {
		t.Errorf("got %+v", r.Findings[1:])
	}
	if r := checkJSON(t, dir, 0, "./clean"); len(r.Findings) != 0 {
		t.Errorf("got %+v", r)
	}
	if r := checkJSON(t, dir, 2, "./clean", "./mistyped"); len(r.Problems) == 0 {
		t.Errorf("got %+v", r)
	}
	if r := checkJSON(t, dir, 2, "./nowhere"); len(r.Problems) == 0 {
		t.Errorf("got %+v", r)
	}
	if r := checkJSON(t, t.TempDir(), 2, "./..."); len(r.Problems) == 0 {
		t.Errorf("got %+v", r)
	}
}

// TestFingerprints moves code: the fingerprints stay.
func TestFingerprints(t *testing.T) {
	before := checkJSON(t, module(t, mixed), 1, "./faulty")
	after := checkJSON(t, module(t, strings.Replace(mixed, "func f() FAULT\n", "// Moved.\nvar x int\n\nfunc f() FAULT\n", 1)), 1, "./faulty")
	if len(before.Findings) != 2 || len(after.Findings) != 2 {
		t.Fatalf("got %+v and %+v", before, after)
	}
	for i := range before.Findings {
		b, a := before.Findings[i], after.Findings[i]
		if b.Line == a.Line || b.Fingerprint != a.Fingerprint {
			t.Errorf("got %+v and %+v", b, a)
		}
	}
}

func TestJSONWithFix(t *testing.T) {
	dir := module(t, mixed)
	r := checkJSON(t, dir, 1, "-fix", "./bound", "./faulty")
	if len(r.Fixed) != 1 || r.Fixed[0].File != "bound/bound.go" || len(r.Findings) != 2 {
		t.Errorf("got %+v", r)
	}
	if r := checkJSON(t, dir, 0, "-fix", "./bound"); len(r.Fixed) != 0 || len(r.Findings) != 0 {
		t.Errorf("got %+v", r)
	}
}

func TestGitLab(t *testing.T) {
	dir := module(t, mixed)
	got := run(t, dir, nil, sockvet, "-gitlab", "./bound", "./faulty")
	var issues []map[string]any
	if err := json.Unmarshal([]byte(got.stdout), &issues); err != nil || got.code != 1 || len(issues) != 3 {
		t.Fatalf("%v\n%+v", err, got)
	}
	for _, issue := range issues {
		for _, field := range []string{"description", "check_name", "fingerprint", "severity"} {
			if text, ok := issue[field].(string); !ok || text == "" {
				t.Errorf("%s is missing in %v", field, issue)
			}
		}
		severities := []string{"info", "minor", "major", "critical", "blocker"}
		if !slices.Contains(severities, issue["severity"].(string)) {
			t.Errorf("unknown severity in %v", issue)
		}
	}
	location := map[string]any{"path": "bound/bound.go", "lines": map[string]any{"begin": 14.0}}
	if got, want := toJSON(t, issues[0]["location"]), toJSON(t, location); got != want {
		t.Errorf("the location is %s, want %s", got, want)
	}
	run(t, dir, nil, sockvet, "-gitlab", "./clean").checkText(t, 0, "[]\n")
}

func toJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSARIF looks at columns, which are in units of UTF-16, and names of files. The
// rest is for a validator.
func TestSARIF(t *testing.T) {
	dir := unittest.Module(t, `
-- go.mod --
module m
go 1.26
-- zwei wörter.go --
package m

import (
	"net"
	"net/http"
)

func f(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	_ = "[😀ä]"; l.Close()
	return http.ListenAndServe(addr, h)
}
`)
	got := run(t, dir, nil, sockvet, "-sarif", ".")
	type region struct{ StartLine, StartColumn, EndLine, EndColumn int }
	type location struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           region
		}
	}
	var log struct {
		Runs []struct {
			OriginalURIBaseIDs map[string]struct{ URI string }
			Results            []struct {
				Message          struct{ Text string }
				Locations        []location
				RelatedLocations []location
				CodeFlows        []struct{ ThreadFlows []struct{ Locations []any } }
				Fixes            []struct {
					ArtifactChanges []struct {
						Replacements []struct{ DeletedRegion region }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil || got.code != 1 {
		t.Fatalf("%v\n%+v", err, got)
	}
	r := log.Runs[0].Results[0]
	at := r.Locations[0].PhysicalLocation
	if want := (region{14, 15, 14, 24}); at.Region != want {
		t.Errorf("the finding is at %v, want %v", at.Region, want)
	}
	if at.ArtifactLocation.URI != "zwei%20w%C3%B6rter.go" || at.ArtifactLocation.URIBaseID != "%SRCROOT%" {
		t.Errorf("the file is %+v", at.ArtifactLocation)
	}
	if base := log.Runs[0].OriginalURIBaseIDs["%SRCROOT%"].URI; base != "file://"+filepath.ToSlash(dir)+"/" {
		t.Errorf("the root is %q", base)
	}
	if len(r.RelatedLocations) != 4 || len(r.CodeFlows[0].ThreadFlows[0].Locations) != 4 || !strings.Contains(r.Message.Text, "[bound to port 0](1), ") {
		t.Errorf("got %+v", r)
	}
	if got, want := r.Fixes[0].ArtifactChanges[0].Replacements[0].DeletedRegion.StartLine, 13; got != want {
		t.Errorf("the fix begins in line %d, want %d", got, want)
	}
}

func TestFormatsExcludeEachOther(t *testing.T) {
	dir := module(t, mixed)
	run(t, dir, nil, sockvet, "-json", "-sarif", "./clean").check(t, 2, nil, "sockvet: -json and -sarif exclude each other")
	run(t, dir, nil, sockvet, "-gitlab", "-diff", "./clean").check(t, 2, nil, "sockvet: -gitlab and -diff exclude each other")
}
