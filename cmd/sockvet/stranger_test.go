package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/plain"
)

// freed is a faulty function. The close is on line 14, and has in front what replaces
// BEFORE.
const freed = `package p

import (
	"net"
	"net/http"
)

func serve(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
BEFOREl.Close()
	return http.ListenAndServe(addr, h)
}
`

// after returns the file of the txtar format that has the faulty function of a package
// of that name, with text before the close.
func after(pkg, text string) string {
	return "-- " + pkg + "/p.go --\n" + strings.Replace(freed, "BEFORE", text, 1)
}

const goMod = "-- go.mod --\nmodule m\ngo 1.26\n"

var formats = []string{"-json", "-sarif", "-gitlab"}

// TestLineCommentsReadNothing has comments that name files which are there, and are
// none of the packages': reports stay as they are when those change, and come even
// where reading would not end.
func TestLineCommentsReadNothing(t *testing.T) {
	dir := module(t, goMod+
		after("other", "//line ../notes.txt:2:1\n")+
		after("outside", "//line OUTSIDE:2\n")+
		after("device", "//line /dev/zero:1:1\n")+
		after("pipe", "//line ../fifo:1:1\n")+
		after("ignored", "//line ignored.go:1:1\n")+
		"-- ignored/ignored.go --\n//go:build never\n\npackage p\n"+
		"-- notes.txt --\nl.Close()\nl.Close()\n")
	outside := filepath.Join(t.TempDir(), "outside.go")
	if err := os.WriteFile(outside, []byte("l.Close()\nl.Close()\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	named := filepath.Join(dir, "outside", "p.go")
	text, err := os.ReadFile(named)
	if err == nil {
		err = os.WriteFile(named, bytes.Replace(text, []byte("OUTSIDE"), []byte(outside), 1), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	if mkfifo, err := exec.LookPath("mkfifo"); err == nil {
		if out, err := exec.Command(mkfifo, filepath.Join(dir, "fifo")).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}

	before := map[string]outcome{}
	for _, format := range formats {
		before[format] = run(t, dir, nil, sockvet, format, "./...")
	}
	if r := checkJSON(t, dir, 1, "./..."); len(r.Findings) != 5 {
		t.Errorf("got %+v, want 5 findings", r.Findings)
	}
	if strings.Contains(before["-sarif"].stdout, "primaryLocationLineHash") {
		t.Errorf("lines are hashed that are none of the packages':\n%s", before["-sarif"].stdout)
	}
	for _, name := range []string{outside, filepath.Join(dir, "notes.txt"), filepath.Join(dir, "ignored", "ignored.go")} {
		if err := os.WriteFile(name, []byte("// changed\n//go:build never\n\npackage p\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range formats {
		if after := run(t, dir, nil, sockvet, format, "./..."); after != before[format] {
			t.Errorf("%s has changed with a file that is none of the packages':\n%s", format, after.stdout)
		}
	}
}

// TestTextsOfReports has the places whose text is known: in files as they are, and of
// those that cgo has processed or that a //line comment in another package names.
func TestTextsOfReports(t *testing.T) {
	dir := module(t, goMod+
		after("plain", "\t")+
		after("named", "//line ../plain/p.go:13:2\n")+
		after("c", "\t")+
		"-- c/c.go --\npackage p\n\n// int one(void) { return 1; }\nimport \"C\"\n\nvar one = C.one()\n")
	inC := filepath.Join(dir, "c", "p.go")
	text := strings.Replace(freed, "import (", "// int two(void) { return 2; }\nimport \"C\"\n\nimport (", 1)
	text = strings.Replace(text, "BEFORE", "\t_ = C.two()\n\t", 1)
	if err := os.WriteFile(inC, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got := run(t, dir, nil, sockvet, "-sarif", "./...")
	if hashes := strings.Count(got.stdout, "primaryLocationLineHash"); got.code != 1 || hashes != 3 {
		t.Errorf("exit code %d, want 1; %d lines are hashed, want 3:\n%s%s", got.code, hashes, got.stdout, got.stderr)
	}
}

// TestLinesWithoutColumn has comments that leave out what they may. Reports are valid,
// and the matcher finds each line of text.
func TestLinesWithoutColumn(t *testing.T) {
	dir := module(t, goMod+
		after("a", "//line gram.y:70\n\t")+
		after("b", "//line :70\n\t")+
		after("c", "/*line other.go:7:3*/")+
		after("d", "\tfunc() {\n//line d.go:3:1\n\t}()\n//line z.go:8:1\n\t"))
	r := checkJSON(t, dir, 1, "./...")
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%s:%d:%d-%d:%d", f.File, f.Line, f.Column, f.EndLine, f.EndColumn))
	}
	want := []string{"a/gram.y:70:0-70:0", "b/p.go:15:2-15:11", "c/other.go:7:3-7:12", "d/z.go:8:2-8:11"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	text := run(t, dir, nil, sockvet, "./...").stdout
	matches := matcher(t).FindAllStringSubmatch(text, -1)
	got = nil
	for _, m := range matches {
		got = append(got, strings.Join(m[1:4], ":")+" "+m[5])
	}
	want = []string{"a/gram.y:70: portrace", "b/p.go:15:2 portrace", "c/other.go:7:3 portrace", "d/z.go:8:2 portrace"}
	if !slices.Equal(got, want) {
		t.Errorf("the matcher finds %q, want %q in\n%s", got, want, text)
	}
}

// matcher returns the pattern of the problem matcher, for whole texts.
func matcher(t *testing.T) *regexp.Regexp {
	t.Helper()
	text, err := os.ReadFile("../../.github/sockvet-matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ProblemMatcher []struct{ Pattern []struct{ Regexp string } }
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile("(?m)" + file.ProblemMatcher[0].Pattern[0].Regexp)
}

// TestHostileText has text in code that a terminal or a log would act on: quoted by a
// message, in the name of a file, near a fix, and quoted by the compiler.
func TestHostileText(t *testing.T) {
	const hostile = "\x1b[31m\u202e\u2028\n::error::x\r::error::y ##[error]z\n\t ::error::z\n"
	dir := module(t, goMod+
		strings.Replace(after("message", "HERE"), "HEREl", "\tself(l, `"+hostile+"`)", 1)+
		"-- message/self.go --\npackage p\n\nimport \"net\"\n\nfunc self(l net.Listener, _ string) net.Listener { return l }\n"+
		after("file", "/*line a"+hostile+".go:7:3*/")+
		after("fix", "\t/*"+hostile+"*/\n\t")+
		"-- wrong/wrong.go --\npackage p\n\nvar x int = `"+hostile+"`\n"+
		"-- parse/parse.go --\npackage p\n\n\x1b[31m\u202e\n")
	for _, flag := range append(formats, "-diff", "-portrace.explain", "") {
		args := strings.Fields(flag + " ./message ./file ./fix ./wrong ./parse")
		got := run(t, dir, nil, sockvet, args...)
		if got.code != 2 || got.stdout == "" || !strings.Contains(got.stderr, "wrong/wrong.go:3:13") {
			t.Errorf("%q: exit code %d, want 2; it prints\n%s%s", args, got.code, got.stdout, got.stderr)
		}
		checkPlain(t, got.stdout)
		checkPlain(t, got.stderr)
	}
	if r := checkJSON(t, dir, 1, "./message", "./file", "./fix"); len(r.Findings) != 3 {
		t.Errorf("got %+v, want 3 findings", r.Findings)
	}
	vet := run(t, dir, nil, "go", "vet", "-vettool="+sockvet, "./message")
	if !strings.Contains(vet.stderr, `self(l, `+"`"+`\x1b[31m\u202e\u2028\n::error::x::error::y #\x23[error]z`) {
		t.Errorf("go vet prints %q", vet.stderr)
	}
	checkPlain(t, vet.stderr)
}

// checkPlain checks that text is no more than what can be seen of it.
func checkPlain(t *testing.T, text string) {
	t.Helper()
	if got := plain.Lines(text); got != text {
		t.Errorf("got %q, want %q", text, got)
	}
}

// TestOverlay has an overlay with a fault, one without, and a file that is nowhere else.
func TestOverlay(t *testing.T) {
	dir := module(t, goMod+`
-- a/p.go --
package p
-- gone/p.go --
package p

FAULTY
-- kept/p.go --
package p

FAULTY
-- over lay/clean.txt --
package p
-- over lay/overlay.json --
{"Replace": {
	"a/p.go": "over lay/faulty.txt",
	"ABSOLUTE": "over lay/clean.txt",
	"new/p.go": "over lay/faulty.txt",
	"kept/q.go": ""
}}
-- kept/q.go --
package p

FAULTY
-- other.json --
{"Replace": {"kept/p.go": "over lay/clean.txt"}}
-- wrong.json --
{"Replace":
`)
	faulty := filepath.Join(dir, "over lay", "faulty.txt")
	if err := os.WriteFile(faulty, []byte(strings.Replace(freed, "BEFORE", "\t", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "over lay", "overlay.json")
	text, err := os.ReadFile(list)
	if err == nil {
		absolute := filepath.ToSlash(filepath.Join(dir, "gone", "p.go"))
		err = os.WriteFile(list, bytes.Replace(text, []byte("ABSOLUTE"), []byte(absolute), 1), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"GOFLAGS=-mod=mod '-overlay=over lay/overlay.json'"}
	want := []string{"a/p.go:14", "kept/p.go:14", "new/p.go:14"}
	run(t, dir, env, sockvet, "./...").check(t, 1, want)
	run(t, dir, env, sockvet, "-gate=false", "./...").check(t, 1, want)
	run(t, t.TempDir(), env, sockvet, "-json", "-C", dir, "./...").check(t, 1, nil)
	fixed := run(t, dir, env, sockvet, "-fix", "./a", "./gone", "./new")
	fixed.check(t, 1, []string{"a/p.go:14", "new/p.go:14"}, "sockvet: 2 fixes not applied: replaced by -overlay\n")
	sarif := run(t, dir, env, sockvet, "-sarif", "./a", "./new").stdout
	if strings.Count(sarif, "primaryLocationLineHash") != 2 || !strings.Contains(sarif, `"startColumn": 2`) {
		t.Errorf("the report has not the text of the overlay:\n%s", sarif)
	}
	run(t, dir, []string{"GOFLAGS=-overlay=wrong.json"}, sockvet, "./...").check(t, 2, nil, "overlay")
	run(t, dir, []string{"GOFLAGS=-overlay=none.json"}, sockvet, "./...").check(t, 2, nil, "none.json")

	// As set by go env -w, and for the last of several.
	goenv := []string{"GOENV=" + filepath.Join(t.TempDir(), "env"), "GOFLAGS="}
	run(t, dir, goenv, "go", "env", "-w", "GOFLAGS=-overlay=wrong.json --overlay=other.json").check(t, 0, nil)
	run(t, dir, goenv, sockvet, "./...").check(t, 1, []string{"gone/p.go:14", "kept/q.go:14"})

	vet := run(t, dir, env, "go", "vet", "-vettool="+sockvet, "./a", "./gone")
	if !strings.Contains(vet.stderr, "faulty.txt:14:2: port of l") || strings.Contains(vet.stderr, "p.go") {
		t.Errorf("go vet prints %s", vet.stderr)
	}
}
