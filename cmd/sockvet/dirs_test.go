package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFixedDirs fixes the programs and tests in testdata/dirfixes, one for each kind
// of fix that sockdir suggests, and checks that they leave no directory behind any
// more.
func TestFixedDirs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/dirfixes")); err != nil {
		t.Fatal(err)
	}
	const faults = 8
	if left := leftBehind(t, dir); len(left) < faults {
		t.Fatalf("before the fixes, only %q are left behind", left)
	}
	fixed := run(t, dir, nil, sockvet, "-fix", "./...")
	if got := strings.Count(fixed.stdout, "fixed: "); fixed.code != 0 || got != faults {
		t.Fatalf("%d fixes of %d: %+v", got, faults, fixed)
	}
	run(t, dir, nil, sockvet, "./...").checkText(t, 0, "")
	if left := leftBehind(t, dir); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// leftBehind returns what the program and the tests of a module leave in the
// directory for temporary files. They must succeed.
func leftBehind(t *testing.T, module string) []string {
	t.Helper()
	// The path of a socket is short: t.TempDir would make it too long on some systems.
	tmp, err := os.MkdirTemp("", "sv")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(tmp) })
	// The go command makes its own directories elsewhere.
	env := []string{"TMPDIR=" + tmp, "GOTMPDIR=" + t.TempDir()}
	run(t, module, env, "go", "run", "./deferred").checkText(t, 0, "hello\n")
	if got := run(t, module, env, "go", "test", "-count=1", "./..."); got.code != 0 {
		t.Fatalf("go test: %+v", got)
	}
	entries, err := filepath.Glob(filepath.Join(tmp, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, filepath.Base(entry))
	}
	return names
}
