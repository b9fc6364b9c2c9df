package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReport(t *testing.T) {
	of := &contender{name: "new", runs: []usage{{2 * time.Second, 50}, {1 * time.Second, 60}, {3 * time.Second, 40}}}
	to := &contender{name: "old", runs: []usage{{4 * time.Second, 100}, {4 * time.Second, 100}, {5 * time.Second, 200}}}
	c := &contest{contenders: []*contender{of, to}}
	c.compare(of, to, nil)
	var out bytes.Buffer
	c.print(&out, "dir")
	const want = `dir, median of 3

| | CPU | peak memory |
|---|---|---|
| new | 2.00 s (1.00 to 3.00) | 50 MB |
| old | 4.00 s (4.00 to 5.00) | 100 MB |

| of | to | CPU | peak memory |
|---|---|---|---|
| new | old | 0.50 (0.25 to 0.60) | 0.50 (0.20 to 0.60) |

`
	if got := out.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestForget checks that go vet gets a tool that it has not seen, and that a first run
// finds no cache.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("binary\n"), 0o777); err != nil {
			t.Fatal(err)
		}
		return name
	}
	vet := &contender{tool: filepath.Join(dir, "tool"), binary: write("sockvet")}
	seen := map[string]bool{}
	for range 3 {
		if err := vet.forget(); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(vet.tool)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); seen[text] || !strings.HasPrefix(text, "binary\n") {
			t.Errorf("go vet gets the tool %q", text)
		}
		seen[string(data)] = true
	}
	entry := write("cache/entry")
	if err := (&contender{cacheVar: "CACHE", cache: filepath.Dir(entry)}).forget(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(entry); !os.IsNotExist(err) {
		t.Errorf("a result of an earlier run is left: %v", err)
	}
}

// TestRuns checks which exit codes are a measurement.
func TestRuns(t *testing.T) {
	for _, test := range []struct {
		args  []string
		found int
		ok    bool
	}{
		{[]string{"go", "version"}, 0, true},
		{[]string{"go", "tool", "no-such-tool"}, 1, false},
		{[]string{"go", "tool", "no-such-tool"}, 2, true},
	} {
		c := &contender{args: test.args, found: test.found}
		u, err := c.run(t.TempDir())
		if (err == nil) != test.ok {
			t.Errorf("%v: %v", test.args, err)
		}
		if test.ok && (u.cpu <= 0 || u.peak <= 0) {
			t.Errorf("%v took %+v", test.args, u)
		}
	}
}
