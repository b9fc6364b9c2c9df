// Package swept removes other directories by their names.
package swept

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "swept-*"))
	for _, dir := range dirs {
		os.RemoveAll(dir)
	}
	sweepElsewhere()
	list()
	exec.Command("sh", "-c", "rm -rf /tmp/shell-* ./here-*; ls /tmp/shown-*").Run()
	exec.Command("rm", "-rf", "/tmp/literal-*").Run() // no shell, no pattern
	exec.Command("sh", "-c", "rm -f /tmp/files-*").Run()
	exec.Command("find", os.TempDir(), "-name", "printed-*").Run()
	os.Exit(code)
}

func sweepElsewhere() {
	entries, _ := os.ReadDir("testdata")
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "data-") {
			os.RemoveAll(filepath.Join("testdata", e.Name()))
		}
	}
}

func list() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "listed-*"))
	for _, dir := range dirs {
		println(dir)
	}
}

func listen(t testing.TB, dir string) {
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
}

// Another name.
func TestOther(t *testing.T) {
	dir, err := os.MkdirTemp("", "other-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// A name that the pattern need not match.
func TestShorter(t *testing.T) {
	dir, err := os.MkdirTemp("", "swept") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Another directory is swept.
func TestElsewhere(t *testing.T) {
	dir, err := os.MkdirTemp("", "data-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Nothing is removed.
func TestListed(t *testing.T) {
	dir, err := os.MkdirTemp("", "listed-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Another name than that of the command.
func TestShell(t *testing.T) {
	dir, err := os.MkdirTemp("", "other-shell-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// In the working directory.
func TestHere(t *testing.T) {
	dir, err := os.MkdirTemp("", "here-*") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Only listed.
func TestShown(t *testing.T) {
	dir, err := os.MkdirTemp("", "shown-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Not by a shell.
func TestLiteral(t *testing.T) {
	dir, err := os.MkdirTemp("", "literal-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Only files.
func TestFiles(t *testing.T) {
	dir, err := os.MkdirTemp("", "files-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}

// Only found.
func TestPrinted(t *testing.T) {
	dir, err := os.MkdirTemp("", "printed-") // want `never removed`
	if err != nil {
		t.Fatal(err)
	}
	listen(t, dir)
}
