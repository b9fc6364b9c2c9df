//go:build unix && !aix && !solaris

package apply

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// toKill names the file of which a child process begins a change, and then waits for its end.
const toKill = "SOCKVET_TEST_TO_KILL"

func TestMain(m *testing.M) {
	if name := os.Getenv(toKill); name != "" {
		temp, err := (&Change{File: name}).create()
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(temp.Name())
		if _, err := bufio.NewReader(os.Stdin).ReadByte(); err != nil {
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// TestLeftovers changes a file of which another process begins a change and is killed. What
// that left goes, once it is dead; what else has such a name stays.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	others := []string{".p.go.123", ".p.go.sockvet-", ".p.go.sockvet-notes", ".q.go.sockvet-123"}
	for _, name := range append(others, "p.go", ".p.go.sockvet-123") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("package p\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".p.go.sockvet-4"), 0o755); err != nil {
		t.Fatal(err)
	}
	others = append(others, ".p.go.sockvet-4", "p.go")

	name := filepath.Join(dir, "p.go")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), toKill+"="+name)
	stdin, err1 := child.StdinPipe()
	stdout, err2 := child.StdoutPipe()
	if err := errors.Join(err1, err2, child.Start()); err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		t.Fatal("the child says nothing")
	}
	begun := filepath.Base(lines.Text())

	write := func() {
		if err := (&Change{File: name, Before: []byte("package p\n"), After: []byte("package p\n")}).Write(); err != nil {
			t.Error(err)
		}
	}
	write()
	checkNames(t, dir, append(others, begun))
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child was not killed")
	}
	checkNames(t, dir, append(others, begun))
	write()
	checkNames(t, dir, others)
}

func checkNames(t *testing.T, dir string, want []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}
