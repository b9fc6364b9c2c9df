package thirdparty

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestScenarios runs the command on the scenarios, which use the real modules,
// and compares its findings with their want comments.
func TestScenarios(t *testing.T) {
	wants := readWants(t)
	for _, m := range finding.FindAllStringSubmatch(runSockvet(t), -1) {
		at, message := filepath.ToSlash(m[1]), m[2]
		want := wants[at]
		delete(wants, at)
		switch {
		case want == nil:
			t.Errorf("%s: unexpected: %s", at, message)
		case !want.MatchString(message):
			t.Errorf("%s: got %q, want a match of %q", at, message, want)
		}
	}
	for at, want := range wants {
		t.Errorf("%s: missing: %s", at, want)
	}
}

// finding matches the line of a finding, not those of its related positions.
var finding = regexp.MustCompile(`(?m)^([^\s:]+:\d+):\d+: (.*)`)

// build builds a package of the module in dir, and returns the command.
func build(t *testing.T, dir, pkg string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "command.exe")
	cmd := exec.Command("go", "build", "-o", bin, pkg)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// runSockvet runs the command on the scenarios, and returns what it prints.
func runSockvet(t *testing.T) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(build(t, "../..", "./cmd/sockvet"), "./scenarios/...")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	// Exit code 1 says that there are findings, and nothing else.
	err := cmd.Run()
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 1 || stderr.Len() > 0 {
		t.Errorf("sockvet: %v\n%s", err, &stderr)
	}
	return stdout.String()
}

// readWants returns what the comments in the scenarios want, by file and line.
// There is at most one finding to a line:
//
//	l.Close() // want `pattern`
func readWants(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	names, err := filepath.Glob("scenarios/*/*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	wants := map[string]*regexp.Regexp{}
	for _, name := range names {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range file.Comments {
			quoted, found := strings.CutPrefix(group.Text(), "want ")
			if !found {
				continue
			}
			line := fset.Position(group.Pos()).Line
			pattern, err := strconv.Unquote(strings.TrimSpace(quoted))
			if err != nil {
				t.Fatalf("%s:%d: %v", name, line, err)
			}
			wants[fmt.Sprintf("%s:%d", filepath.ToSlash(name), line)] = regexp.MustCompile(pattern)
		}
	}
	return wants
}
