package gotest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Result is how the tests of a package have ended.
type Result struct {
	Passed  bool
	NoTests bool             // there are no test files
	Broken  string           // what the compiler says, if it fails
	Tests   map[string]*Test // top-level tests by name
	Crashed bool             // the process has ended before its tests
	Text    string           // what it has printed outside of tests
}

// A Test is a top-level test.
type Test struct {
	Name   string
	Status Status
	Line   string // the first line that tells of a failure, of a subtest if one has failed
}

// A Status is how a test has ended.
type Status string

// The ways to end.
const (
	Passed     Status = "pass"
	Failed     Status = "fail"
	Skipped    Status = "skip"
	Unfinished Status = "" // the process has ended before
)

// Failed returns the names of the tests that have failed or were running when the process
// ended, sorted. It is the name TestMain alone if there is none and it failed all the same.
func (r *Result) Failed() []string {
	if r.Passed || r.Broken != "" || r.NoTests {
		return nil
	}
	var names []string
	for name, t := range r.Tests {
		if t.Status == Failed || t.Status == Unfinished {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return []string{Main}
	}
	slices.Sort(names)
	return names
}

// Main is the name for what fails outside of tests.
const Main = "TestMain"

// Line returns the first line that tells of the failure of a test.
func (r *Result) Line(test string) string {
	if t := r.Tests[test]; t != nil && t.Line != "" {
		return t.Line
	}
	return firstLine(r.Text)
}

// testEvent is what go test -json and test2json print: see go doc test2json.
type testEvent struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
}

// A collector makes results of events.
type collector struct {
	packages map[string]*gathering
	builds   map[string]string // what was printed while an import path was built
	log      io.Writer
	done     func(path string, r *Result)
}

type gathering struct {
	result *Result
	text   map[string]*strings.Builder // by test, also subtests
	status map[string]Status
	paused map[string]bool
}

func newCollector(log io.Writer, done func(path string, r *Result)) *collector {
	return &collector{packages: map[string]*gathering{}, builds: map[string]string{}, log: log, done: done}
}

// read reads events until there are no more. Lines that are none go to the writer.
func (c *collector) read(from io.Reader, other io.Writer) error {
	lines := bufio.NewReader(from)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e testEvent
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				if _, err := io.WriteString(c.log, e.Output); err != nil {
					return err
				}
				c.add(e)
			} else if _, err := other.Write(line); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (c *collector) add(e testEvent) {
	switch e.Action {
	case "build-output":
		c.builds[e.ImportPath] += e.Output
		return
	case "build-fail":
		return
	}
	g := c.packages[e.Package]
	if g == nil {
		g = &gathering{&Result{}, map[string]*strings.Builder{}, map[string]Status{}, map[string]bool{}}
		c.packages[e.Package] = g
	}
	if e.Action == "output" {
		if g.text[e.Test] == nil {
			g.text[e.Test] = new(strings.Builder)
		}
		g.text[e.Test].WriteString(e.Output)
		return
	}
	if e.Test != "" {
		g.note(e)
		return
	}
	switch e.Action {
	case "pass", "fail", "skip":
		r := g.settle(e.Action)
		if e.FailedBuild != "" {
			r.Broken = c.builds[e.FailedBuild]
			if r.Broken == "" {
				r.Broken = r.Text
			}
		}
		c.done(e.Package, r)
		delete(c.packages, e.Package)
	}
}

// finish settles the packages of which nobody has said how they ended: after a panic,
// test2json says of the test that was running what is true of the package.
func (c *collector) finish() {
	for _, path := range slices.Sorted(maps.Keys(c.packages)) {
		r := c.packages[path].settle("fail")
		r.Crashed = true
		c.done(path, r)
	}
	clear(c.packages)
}

// note notes what becomes of a test.
func (g *gathering) note(e testEvent) {
	if g.status[e.Test] == Failed {
		return // with -count, a test runs again
	}
	switch e.Action {
	case "run":
		g.status[e.Test] = Unfinished
	case "pause":
		g.paused[e.Test] = true
	case "cont":
		delete(g.paused, e.Test)
	case "pass", "fail", "skip":
		g.status[e.Test] = Status(e.Action)
	}
}

// settle returns the result of a package.
func (g *gathering) settle(action string) *Result {
	r := g.result
	r.Passed, r.NoTests = action == "pass", action == "skip"
	if text := g.text[""]; text != nil {
		r.Text = text.String()
	}
	r.Tests = map[string]*Test{}
	for _, name := range slices.Sorted(maps.Keys(g.status)) {
		status := g.status[name]
		top, _, sub := strings.Cut(name, "/")
		if status == Unfinished {
			r.Crashed = true
			if g.paused[name] {
				continue // it was not running
			}
		}
		t := r.Tests[top]
		if t == nil {
			t = &Test{Name: top, Status: status}
			r.Tests[top] = t
		}
		if bad := status == Failed || status == Unfinished; !bad || g.text[name] == nil {
			continue
		}
		// Names of subtests are sorted behind that of their test: the first one that
		// has something to say beside the frame counts.
		if line := firstLine(g.text[name].String()); line != "" && (t.Line == "" || sub && !said.MatchString(t.Line)) {
			t.Line = line
		}
	}
	return r
}

// said matches what a test prints with t.Error and the like, and the head of a panic.
var said = regexp.MustCompile(`^\S+\.go:\d+: |^panic: |^fatal error: `)

// firstLine returns the line of a text that tells of a failure best: the first one with
// a position, or of a panic, or else the first that is no frame.
func firstLine(text string) string {
	lines := strings.Split(text, "\n")
	other := ""
	for i, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "=== "), strings.HasPrefix(line, "--- "), line == "FAIL", line == "PASS", strings.HasPrefix(line, "exit status "), strings.HasPrefix(line, "FAIL\t"):
		case said.MatchString(line + " "):
			return strings.TrimSpace(line + " " + explained(lines[i+1:]))
		case other == "":
			other = line
		}
	}
	return other
}

// explained returns the error in the text below a position without one, as testify
// writes it.
func explained(lines []string) string {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if i == 0 && !strings.HasPrefix(line, "Error Trace:") {
			return ""
		}
		rest, ok := strings.CutPrefix(line, "Error:")
		if rest = strings.TrimSpace(rest); !ok {
			continue
		}
		if strings.HasSuffix(rest, ":") && i+1 < len(lines) {
			rest += " " + strings.TrimSpace(lines[i+1])
		}
		return rest
	}
	return ""
}

// String is for messages about a package.
func (r *Result) String() string {
	return fmt.Sprintf("passed %v, failed %q", r.Passed, r.Failed())
}
