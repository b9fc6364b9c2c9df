package apply_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/apply"
	"github.com/sockvet/sockvet/internal/output"
)

// A project is a folder with files that findings are about.
type project struct {
	*testing.T
	dir      string
	findings []output.Finding
	sources  map[string]*output.Source
}

func newProject(t *testing.T) *project {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &project{T: t, dir: dir, sources: map[string]*output.Source{}}
}

// add writes a file and returns its full name. The packages that it imports are
// named as the last elements of their paths, and "m/go-odd" is named odd.
func (p *project) add(name, text string) string {
	p.Helper()
	name = filepath.Join(p.dir, name)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		p.Fatal(err)
	}
	packages := map[string]string{"fmt": "fmt", "net": "net", "os": "os", "net/http": "http", "m/go-odd": "odd"}
	p.sources[name] = &output.Source{Content: []byte(text), Packages: packages}
	return name
}

// fix adds a finding whose fix replaces in the file each first text by each
// second one. A "|" in the first text stands for the place of an insertion.
func (p *project) fix(name string, replace ...string) {
	p.Helper()
	fix := &output.Fix{Message: replace[0]}
	text := string(p.sources[name].Content)
	for pair := range slices.Chunk(replace, 2) {
		before, after, insert := strings.Cut(pair[0], "|")
		start := strings.Index(text, before+after)
		if start < 0 {
			p.Fatalf("%q is not in %s", pair[0], name)
		}
		end := start + len(pair[0])
		if insert {
			start += len(before)
			end = start
		}
		fix.Edits = append(fix.Edits, output.Edit{File: name, Start: start, End: end, New: pair[1]})
	}
	p.findings = append(p.findings, output.Finding{Fix: fix})
}

// plan returns the changes, for which there must be no obstacle.
func (p *project) plan() []*apply.Change {
	p.Helper()
	changes, errs := apply.Plan(p.findings, p.sources)
	if len(errs) > 0 {
		p.Fatal(errs)
	}
	return changes
}

// fixed returns what the fixes are called that a change makes.
func fixed(c *apply.Change) []string {
	var names []string
	for _, f := range c.Fixed {
		names = append(names, f.Fix.Message)
	}
	return names
}

func TestSeveralFixes(t *testing.T) {
	const text = "package p\n\nvar a, b, c = 1, 2, 3\n"
	tests := []struct {
		name  string
		fixes [][]string
		fixed []string
		want  string
	}{
		{"apart", [][]string{{"2", "4"}, {"1", "5"}}, []string{"2", "1"}, "var a, b, c = 5, 4, 3"},
		{"side by side", [][]string{{"1,", "5,"}, {" 2", " 6"}}, []string{"1,", " 2"}, "var a, b, c = 5, 6, 3"},
		{"overlapping", [][]string{{"1, 2", "4, 5"}, {"2, 3", "6, 7"}}, []string{"1, 2"}, "var a, b, c = 4, 5, 3"},
		{"nothing of what overlaps", [][]string{{"2", "4"}, {"1", "5", "2, 3", "6, 7"}}, []string{"2"}, "var a, b, c = 1, 4, 3"},
		{"in place of what overlaps", [][]string{{"1, 2", "4, 5"}, {"2", "6"}, {"3", "7"}}, []string{"1, 2", "3"}, "var a, b, c = 4, 5, 7"},
		{"the same twice", [][]string{{"1", "4"}, {"1", "4"}}, []string{"1", "1"}, "var a, b, c = 4, 2, 3"},
		{"sharing an edit", [][]string{{"1", "4", "2", "5"}, {"2", "5", "3", "6"}}, []string{"1", "2"}, "var a, b, c = 4, 5, 6"},
		{"same insertion", [][]string{{"|1", "-"}, {"|1", "-"}}, []string{"|1", "|1"}, "var a, b, c = -1, 2, 3"},
		{"two insertions", [][]string{{"|1", "-"}, {"|1", "^"}}, []string{"|1", "|1"}, "var a, b, c = -^1, 2, 3"},
		{"insertion within", [][]string{{"1, 2", "4, 5"}, {"1,| 2", " 0 +"}}, []string{"1, 2"}, "var a, b, c = 4, 5, 3"},
		{"insertion before", [][]string{{"2", "4"}, {"|2", "-"}}, []string{"2", "|2"}, "var a, b, c = 1, -4, 3"},
		{"one insertion twice", [][]string{{"|1", "0+", "|1", "0+", "1", "4"}}, []string{"|1"}, "var a, b, c = 0 + 0 + 4, 2, 3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			name := p.add("p.go", text)
			for _, fix := range test.fixes {
				p.fix(name, fix...)
			}
			changes := p.plan()
			want := "package p\n\n" + test.want + "\n"
			if len(changes) != 1 || string(changes[0].After) != want || !slices.Equal(fixed(changes[0]), test.fixed) {
				t.Errorf("%q makes %s, want %q and %s", fixed(changes[0]), changes[0].After, test.fixed, want)
			}
		})
	}
}

func TestRefusedAndEmptyFixes(t *testing.T) {
	p := newProject(t)
	name := p.add("p.go", "package p\n\nvar a = 1\n")
	p.fix(name, "1", "2")
	p.findings[0].Fix.Refused = "generated file"
	p.fix(name, "1", "1")
	p.findings = append(p.findings, output.Finding{})
	if changes := p.plan(); len(changes) > 0 {
		t.Errorf("got %s, want no change", changes[0].After)
	}
}

// TestObstacles has three files, one of which can be fixed.
func TestObstacles(t *testing.T) {
	p := newProject(t)
	p.fix(p.add("a.go", "package p\n\nvar a = 1\n"), "1", "(")
	p.fix(p.add("b.go", "package p\n\nvar b = 1\n"), "1", "2")
	gone := p.add("c.go", "package p\n\nvar c = 1\n")
	p.fix(gone, "1", "2")
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	changes, errs := apply.Plan(p.findings, p.sources)
	if len(changes) != 1 || filepath.Base(changes[0].File) != "b.go" {
		t.Errorf("got changes %v, want one of b.go", changes)
	}
	text := errors.Join(errs...).Error()
	if len(errs) != 2 || !strings.Contains(text, "a.go: not fixed: the result does not parse") || !strings.Contains(text, "c.go") {
		t.Errorf("got errors %s, want one about a.go and one about c.go", text)
	}
}

func TestFormat(t *testing.T) {
	tests := []struct{ name, text, old, new, want string }{
		{"formatted", "package p\n\nvar a = 1\n", "= 1", "=f( 2 )", "package p\n\nvar a = f(2)\n"},
		{"not formatted", "package p\n\nvar  a = 1\n", "= 1", "=f( 2 )", "package p\n\nvar  a =f( 2 )\n"},
		{"no newline", "package p\n\nvar  a = 1", "1", "2", "package p\n\nvar  a = 2"},
		{"Windows", "package p\r\n\r\nvar a = 1\r\n", "= 1", "=f(\n2 )", "package p\r\n\r\nvar a = f(\r\n\t2)\r\n"},
		{"mixed", "package p\r\n\nvar a = 1\n", "= 1", "=f( 2 )", "package p\r\n\nvar a =f( 2 )\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.fix(p.add("p.go", test.text), test.old, test.new)
			if got := string(p.plan()[0].After); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWrite(t *testing.T) {
	p := newProject(t)
	name := p.add("p.go", "package p\n\nvar a = 1\n")
	if err := os.Chmod(name, 0o751); err != nil {
		t.Fatal(err)
	}
	p.fix(name, "1", "2")
	if err := p.plan()[0].Write(); err != nil {
		t.Fatal(err)
	}
	p.check("p.go", "package p\n\nvar a = 2\n")
	if info, err := os.Stat(name); err != nil || info.Mode() != 0o751 {
		t.Errorf("the permissions are %v (%v), want -rwxr-x--x", info.Mode(), err)
	}
}

// check checks what is in a file, and that there is nothing left behind in its
// folder.
func (p *project) check(name, want string) {
	p.Helper()
	got, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil || string(got) != want {
		p.Errorf("%s: %v: got %q, want %q", name, err, got, want)
	}
	if hidden, err := filepath.Glob(filepath.Join(p.dir, ".*")); err != nil || len(hidden) > 0 {
		p.Errorf("left behind: %q, %v", hidden, err)
	}
}

// TestOneFileTwoNames has findings under both names of a file.
func TestOneFileTwoNames(t *testing.T) {
	p := newProject(t)
	const text = "package p\n\nvar a, b = 1, 2\n"
	name, link := p.add("p.go", text), filepath.Join(p.dir, "link.go")
	if err := os.Symlink("p.go", link); err != nil {
		t.Skip(err)
	}
	p.sources[link] = p.sources[name]
	p.fix(link, "1", "3")
	p.fix(link, "2", "4")
	p.fix(name, "1", "3")
	changes := p.plan()
	if len(changes) != 1 || changes[0].File != name || len(changes[0].Fixed) != 3 {
		t.Fatalf("got %+v, want one change with three fixes", changes)
	}
	if err := changes[0].Write(); err != nil {
		t.Fatal(err)
	}
	p.check("p.go", "package p\n\nvar a, b = 3, 4\n")
	if to, err := os.Readlink(link); err != nil || to != "p.go" {
		t.Errorf("the link leads to %q, %v, want p.go", to, err)
	}
}

func TestWriteRefuses(t *testing.T) {
	const other = "package p\n\nvar a = 9\n"
	tests := []struct {
		name    string
		prepare func(name string) error
		want    error
	}{
		{"changed", func(name string) error { return os.WriteFile(name, []byte(other), 0o644) }, apply.ErrChanged},
		{"read-only", func(name string) error {
			return errors.Join(os.WriteFile(name, []byte(other), 0o644), os.Chmod(name, 0o444))
		}, os.ErrPermission},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.want == os.ErrPermission && os.Getuid() == 0 {
				t.Skip("root may write to every file")
			}
			p := newProject(t)
			name := p.add("p.go", "package p\n\nvar a = 1\n")
			p.fix(name, "1", "2")
			change := p.plan()[0]
			if err := test.prepare(name); err != nil {
				t.Fatal(err)
			}
			if err := change.Write(); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			p.check("p.go", other)
		})
	}
}

// TestDiff has lines without an end, lines as on Windows, and a name with a space.
func TestDiff(t *testing.T) {
	tools := [][]string{{"patch", "-s", "-p1"}, {"patch", "-s", "-p1", "--binary"}, {"git", "apply"}}
	for _, tool := range tools {
		t.Run(strings.Join(tool, " "), func(t *testing.T) {
			if _, err := exec.LookPath(tool[0]); err != nil {
				t.Skip(err)
			}
			p := newProject(t)
			p.fix(p.add("a b.go", "package p\n\nvar a = 1\n"), "1", "2")
			p.fix(p.add("ä\n\"\x1b##[q].go", "package p\n\nvar a = 1\n"), "1", "2")
			p.fix(p.add("noend.go", "package p\n\nvar  a = 1"), "1", "2")
			p.fix(p.add("windows.go", "package p\r\n\r\nvar a = 1\r\n"), "1", "2")
			p.fix(p.add("z.go", "package p\n\nimport \"fmt\"\n\nvar a = fmt.Sprint()\n"), "fmt.Sprint()", "2")
			var diff strings.Builder
			if err := apply.Diff(&diff, p.dir, p.plan()); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(tool[0], tool[1:]...)
			cmd.Dir = p.dir
			cmd.Stdin = strings.NewReader(diff.String())
			if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v: %s\n%s", err, out, &diff)
			}
			p.check("a b.go", "package p\n\nvar a = 2\n")
			p.check("ä\n\"\x1b##[q].go", "package p\n\nvar a = 2\n")
			p.check("noend.go", "package p\n\nvar  a = 2")
			p.check("windows.go", "package p\r\n\r\nvar a = 2\r\n")
			p.check("z.go", "package p\n\nvar a = 2\n")
		})
	}
}

// TestDiffOfHiddenText has lines near fixes that terminals and logs would act on.
// They are shown, and not applied, which would write what is shown.
func TestDiffOfHiddenText(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"context", "package p\n\nvar a = 1 /*\n::error::x\n*/\n", " \\x3a:error::x\n"},
		{"indented", "package p\n\nvar a = 1 /*\n\t\t::error::x\n*/\n", " \t\t\\x3a:error::x\n"},
		{"removed", "package p\n\nvar a = 1 // \x1b[31m\u202e\n", "-var a = 1 // \\x1b[31m\\u202e\n+var a = 2 // \\x1b[31m\\u202e\n"},
		{"end of line", "package p\n\n// x\r::error::x\nvar a = 1\n", " // x\\r::error::x\n"},
		{"old command", "package p\n\nvar a = 1 // ##[error]x\n", "+var a = 2 // #\\x23[error]x\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.fix(p.add("a.go", test.text), "1", "2")
			var diff strings.Builder
			if err := apply.Diff(&diff, p.dir, p.plan()); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(diff.String(), test.want) || !strings.Contains(diff.String(), "\n@@ with escapes, not to be applied: -1,") {
				t.Errorf("got\n%s\nwant %q and a note", &diff, test.want)
			}
			for _, tool := range [][]string{{"patch", "-s", "-f", "-p1"}, {"git", "apply"}} {
				cmd := exec.Command(tool[0], tool[1:]...)
				cmd.Dir = p.dir
				cmd.Stdin = strings.NewReader(diff.String())
				if out, err := cmd.CombinedOutput(); err == nil {
					t.Errorf("%s applies\n%s\n%s", tool[0], &diff, out)
				}
			}
			p.check("a.go", test.text)
		})
	}
}

func TestRoot(t *testing.T) {
	p := newProject(t)
	sub := filepath.Join(p.dir, "sub")
	if err := os.Mkdir(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	in, out := &apply.Change{File: filepath.Join(sub, "a.go")}, &apply.Change{File: filepath.Join(p.dir, "b.go")}
	tests := []struct {
		changes []*apply.Change
		want    string
		above   bool
	}{
		{nil, sub, false},
		{[]*apply.Change{in}, sub, false},
		{[]*apply.Change{in, out}, p.dir, true},
	}
	for _, test := range tests {
		if root, above, err := apply.Root(sub, test.changes); root != test.want || above != test.above || err != nil {
			t.Errorf("got %s, %v, %v, want %s, %v", root, above, err, test.want, test.above)
		}
	}
}
