package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	main "github.com/sockvet/sockvet/cmd/sockvet"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

// asFixer is the environment variable that makes the test binary the command,
// with a suite that suggests the fixes that comments in the code ask for.
const asFixer = "SOCKVET_TEST_AS_FIXER"

// sockvet is the command, built once for all tests.
var sockvet string

func TestMain(m *testing.M) {
	if os.Getenv(asFixer) != "" {
		main.Start(unittest.FixSuite(), os.Args[1:])
	}
	if dir := os.Getenv(asShared); dir != "" {
		beShared(store(dir), os.Args[1:])
	}
	dir, err := os.MkdirTemp("", "sockvet")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sockvet = filepath.Join(dir, "sockvet.exe")
	os.Setenv("SOCKVET_CACHE", filepath.Join(dir, "cache")) // and not the user's
	code := 1
	if out, err := exec.Command("go", "build", "-o", sockvet, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
	} else {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// An outcome is what a command has printed and how it ended.
type outcome struct {
	stdout, stderr string
	code           int
}

func run(t *testing.T, dir string, env []string, name string, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// A finding starts a line; go vet leaves out the check.
var findingLine = regexp.MustCompile(`(?m)^([^\s:]+\.go:\d+):\d+: .* is handed to `)

// findings returns "file:line" of each finding in text, sorted.
func findings(text string) []string {
	var found []string
	for _, m := range findingLine.FindAllStringSubmatch(text, -1) {
		found = append(found, filepath.ToSlash(m[1]))
	}
	slices.Sort(found)
	return found
}

// check checks what sockvet itself came to: findings on stdout, and on stderr
// the given words, or nothing.
func (o outcome) check(t *testing.T, code int, want []string, stderr ...string) {
	t.Helper()
	got := findings(o.stdout)
	ok := slices.Equal(got, want) && o.code == code && (len(stderr) > 0 || o.stderr == "")
	for _, words := range stderr {
		ok = ok && strings.Contains(o.stderr, words)
	}
	if !ok {
		t.Errorf("exit code %d, want %d; findings %q, want %q; want on stderr %q\nstdout:\n%s\nstderr:\n%s",
			o.code, code, got, want, stderr, o.stdout, o.stderr)
	}
}

// fault is the body of a function with a finding in its seventh line, where
// the socket is closed.
const fault = `{
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close()
	exec.Command("server", addr).Run()
}
`

// faulty is what a file has below its package clause that has one faulty function.
const faulty = `import (
	"net"
	"os/exec"
)

func f() FAULT`

// module writes a module from a txtar archive in which FAULT stands for the body of
// a faulty function, and FAULTY for that function with what it imports, and returns
// its folder.
func module(t *testing.T, archive string) string {
	t.Helper()
	return unittest.Module(t, strings.NewReplacer("FAULTY", strings.ReplaceAll(faulty, "FAULT", fault), "FAULT", fault).Replace(archive))
}
