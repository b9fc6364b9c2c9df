//go:build unix

package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// proofs is the module with all outcomes.
const proofs = "../../testdata/prove"

// expected is a comment in it that says what comes of the finding on its line, and with
// -wide, if that is something else, and of its fix, if it has one.
var expected = regexp.MustCompile(`// outcome: ([a-z ]+)(?:; wide: ([a-z ]+))?(?:; fix: ([a-z]+))?$`)

// expectedOutcomes returns the outcomes that comments in a folder ask for, by "file:line".
func expectedOutcomes(t *testing.T, dir string, wide bool) map[string]string {
	t.Helper()
	want := map[string]string{}
	files, err := filepath.Glob(filepath.Join(proofs, dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("files of %s: %v, %v", dir, files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			m := expected.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			at := fmt.Sprintf("%s/%s:%d", dir, filepath.Base(file), i+1)
			if want[at] = m[1]; wide && m[2] != "" {
				want[at] = m[2]
			}
			if m[3] != "" {
				want[at] += ", fix: " + m[3]
			}
		}
	}
	return want
}

type proofReport struct {
	Packages []struct {
		Path, Go string
		Rounds   int
		Random   []struct{ Test, Message string }
		Strange  []struct{ Test, Message string }
	}
	Verdicts []struct {
		Outcome, Check, File, Finding, Reason string
		Line                                  int
		Path                                  []struct{ Kind, File string }
		Fix                                   struct{ State, Reason string }
	}
	Problems []string
}

// prove runs sockvet prove -json, which must exit with code and print what the schema
// allows.
func prove(t *testing.T, dir string, code int, args ...string) (proofReport, string) {
	t.Helper()
	tmp := t.TempDir() // tests of the same at the same time would see each other's
	got := run(t, dir, []string{"TMPDIR=" + tmp}, sockvet, slices.Concat([]string{"prove", "-json"}, args)...)
	if left, err := filepath.Glob(filepath.Join(tmp, "*")); err != nil || len(left) > 0 {
		t.Errorf("%q: left behind: %q, %v", args, left, err)
	}
	if got.code != code {
		t.Fatalf("%q: exit code %d, want %d\n%s%s", args, got.code, code, got.stdout, got.stderr)
	}
	compiled, err := jsonschema.NewCompiler().Compile("../../docs/sockvet-prove-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(got.stdout))
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, got.stdout)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("%q: %v\n%s", args, err, got.stdout)
	}
	var r proofReport
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatal(err)
	}
	return r, got.stdout
}

func (r *proofReport) outcomes() map[string]string {
	got := map[string]string{}
	for _, v := range r.Verdicts {
		at := fmt.Sprintf("%s:%d", v.File, v.Line)
		if got[at] = v.Outcome; v.Fix.State != "" && v.Fix.Reason != "no fix is suggested" || v.Fix.State == "none" && strings.HasPrefix(v.File, "mended/") {
			got[at] += ", fix: " + v.Fix.State
		}
	}
	return got
}

// compilesStd skips a test that takes its time.
func compilesStd(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("the standard library is compiled with an overlay")
	}
}

// TestProve has each outcome, twice, and so is there in the second run what the first one
// might leave.
func TestProve(t *testing.T) {
	compilesStd(t)
	want := map[string]string{}
	for _, dir := range []string{"bind", "broken", "child", "dirs", "family", "mended", "quiet"} {
		maps.Copy(want, expectedOutcomes(t, dir, false))
	}
	tree := os.DirFS(proofs)
	source, err := fs.ReadFile(tree, "mended/mended_test.go")
	if err != nil {
		t.Fatal(err)
	}
	report, first := prove(t, proofs, 1, "-fix", "./...")
	if got := report.outcomes(); !maps.Equal(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	for _, p := range report.Packages {
		if len(p.Random)+len(p.Strange) > 0 {
			t.Errorf("%s: %v, %v", p.Path, p.Random, p.Strange)
		}
	}
	if _, second := prove(t, proofs, 1, "-fix", "./..."); second != first {
		t.Errorf("first\n%s\nthen\n%s", first, second)
	}
	if now, err := fs.ReadFile(tree, "mended/mended_test.go"); err != nil || !bytes.Equal(now, source) {
		t.Errorf("the tree has changed: %v", err)
	}
	wide, _ := prove(t, proofs, 1, "-wide", "-race", "./family")
	if got, want := wide.outcomes(), expectedOutcomes(t, "family", true); !maps.Equal(got, want) {
		t.Errorf("wide: got\n%v\nwant\n%v", got, want)
	}
}

// TestProveText has the outcome in words, and chooses tests.
func TestProveText(t *testing.T) {
	compilesStd(t)
	got := run(t, proofs, nil, sockvet, "prove", "-run=TestTwo", "-count=2", "./bind")
	want := `bind/bind_test.go:23:8: proved: TestTwo (example.com/prove/bind) fails: bind_test.go:42: listen tcp 127.0.0.1:N: bind: address already in use
	bind/bind_test.go:19: bound to port 0 (tcp)
	bind/bind_test.go:24: closed, and the port taken
	bind/bind.go:8: bound again (tcp): address already in use
`
	if got.code != 1 || !strings.Contains(got.stdout, want) || !strings.Contains(got.stdout, "7 findings: 1 proved, 6 not reached\n") {
		t.Errorf("got %+v, want %s", got, want)
	}
	if got := run(t, proofs, nil, sockvet, "prove", "-run=TestDead", "./bind"); got.code != 0 || got.stderr != "" {
		t.Errorf("got %+v", got)
	}
}

// TestProveFlags needs no test to run.
func TestProveFlags(t *testing.T) {
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m.go --
package m
-- broken/b.go --
package broken
-- broken/b_test.go --
package broken

import _ "net"

var x int = "no"
`)
	help := run(t, dir, nil, sockvet, "prove", "-h")
	for _, flag := range []string{"-C dir", "-run pattern", "-timeout time", "-count n", "-tags list", "-race", "-v", "-json", "-wide", "-hold time"} {
		if !strings.Contains(help.stdout, "  "+flag+"\n") || help.code != 0 {
			t.Errorf("the help has no %s: %+v", flag, help)
		}
	}
	for _, c := range []struct {
		env, args string
		code      int
		stderr    string
	}{
		{"", ".", 0, ""},
		{"", "-nope", 2, "sockvet prove -h lists the flags"},
		{"", ". -v", 2, "-v: flags come before packages"},
		{"", "./nowhere", 2, "nowhere"},
		{"", "./broken", 2, "cannot use \"no\""},
		{"GOFLAGS=-overlay=o.json", ".", 2, "overlay"},
		{"GOFLAGS=-buildvcs=false", ".", 0, ""},
		{"GOOS=plan9", ".", 2, "can't be run here"},
	} {
		if err := os.WriteFile(filepath.Join(dir, "o.json"), []byte("{}"), 0o666); err != nil {
			t.Fatal(err)
		}
		got := run(t, dir, []string{c.env}, sockvet, append([]string{"prove"}, strings.Fields(c.args)...)...)
		if got.code != c.code || !strings.Contains(got.stderr, c.stderr) || c.stderr == "" && got.stderr != "" {
			t.Errorf("%s %s: got %+v, want %d and %q", c.env, c.args, got, c.code, c.stderr)
		}
	}
}

// TestProveInterrupted has a test wait, with a child in a session of its own.
func TestProveInterrupted(t *testing.T) {
	compilesStd(t)
	dir := module(t, `
-- go.mod --
module m
go 1.26
-- m_test.go --
package m

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

func TestWaits(t *testing.T) {
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		l.Close()
	}
	cmd := exec.Command("sleep", "1000")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("pid.part", []byte(strconv.Itoa(cmd.Process.Pid)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename("pid.part", "pid"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1000 * time.Second)
}
`)
	tmp := t.TempDir()
	var stderr bytes.Buffer
	cmd := exec.Command(sockvet, "prove")
	cmd.Dir, cmd.Stderr = dir, &stderr
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pid := 0
	for start := time.Now(); pid == 0 && time.Since(start) < 5*time.Minute; time.Sleep(50 * time.Millisecond) {
		if text, err := os.ReadFile(filepath.Join(dir, "pid")); err == nil {
			fmt.Sscan(string(text), &pid)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() // its code is looked at
	if got, want := stderr.String(), "sockvet: prove: interrupted\n"; cmd.ProcessState.ExitCode() != 2 || got != want {
		t.Errorf("exit code %d, %q", cmd.ProcessState.ExitCode(), got)
	}
	if pid == 0 {
		t.Fatal("the test did not start")
	}
	if err := syscall.Kill(pid, 0); err == nil {
		t.Errorf("process %d is still there", pid)
	}
	entries, err := os.ReadDir(tmp)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "sv") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}
