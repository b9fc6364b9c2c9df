package gotest

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// collect returns the results of what go test -json prints.
func collect(t *testing.T, text string) (map[string]*Result, string) {
	t.Helper()
	all := map[string]*Result{}
	var other bytes.Buffer
	c := newCollector(io.Discard, func(path string, r *Result) { all[path] = r })
	if err := c.read(strings.NewReader(text), &other); err != nil {
		t.Fatal(err)
	}
	c.finish()
	return all, other.String()
}

func TestResults(t *testing.T) {
	all, other := collect(t, `go: a line of the go command
{"Action":"start","Package":"ok"}
{"Action":"run","Package":"ok","Test":"TestA"}
{"Action":"pass","Package":"ok","Test":"TestA"}
{"Action":"pass","Package":"ok"}
{"Action":"output","Package":"none","Output":"?   \tnone\t[no test files]\n"}
{"Action":"skip","Package":"none"}
{"ImportPath":"broken [broken.test]","Action":"build-output","Output":"# broken\n"}
{"ImportPath":"broken [broken.test]","Action":"build-output","Output":"x.go:1: undefined\n"}
{"ImportPath":"broken [broken.test]","Action":"build-fail"}
{"Action":"output","Package":"broken","Output":"FAIL\tbroken [build failed]\n"}
{"Action":"fail","Package":"broken","FailedBuild":"broken [broken.test]"}
{"Action":"run","Package":"bad","Test":"TestA"}
{"Action":"run","Package":"bad","Test":"TestA/one"}
{"Action":"output","Package":"bad","Test":"TestA/one","Output":"    bad_test.go:7: listen: in use\n"}
{"Action":"fail","Package":"bad","Test":"TestA/one"}
{"Action":"output","Package":"bad","Test":"TestA","Output":"--- FAIL: TestA (0.00s)\n"}
{"Action":"fail","Package":"bad","Test":"TestA"}
{"Action":"run","Package":"bad","Test":"TestA"}
{"Action":"pass","Package":"bad","Test":"TestA"}
{"Action":"run","Package":"bad","Test":"TestWaits"}
{"Action":"pause","Package":"bad","Test":"TestWaits"}
{"Action":"run","Package":"bad","Test":"TestPanics"}
{"Action":"output","Package":"bad","Test":"TestPanics","Output":"panic: no\n"}
{"Action":"fail","Package":"bad","Test":"TestPanics"}
{"Action":"fail","Package":"main"}
`)
	if want := "go: a line of the go command\n"; other != want {
		t.Errorf("other lines: %q", other)
	}
	for path, want := range map[string]string{
		"ok": "passed true, failed []", "none": "passed false, failed []", "broken": "passed false, failed []",
		"bad": `passed false, failed ["TestA" "TestPanics"]`, "main": `passed false, failed ["TestMain"]`,
	} {
		if got := fmt.Sprint(all[path]); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := all["broken"].Broken; got != "# broken\nx.go:1: undefined\n" {
		t.Errorf("the compiler says %q", got)
	}
	bad := all["bad"]
	if a, p := bad.Line("TestA"), bad.Line("TestPanics"); a != "bad_test.go:7: listen: in use" || p != "panic: no" || !bad.Crashed {
		t.Errorf("lines %q, %q, crashed %v", a, p, bad.Crashed)
	}
}

func TestFirstLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"=== RUN   TestA\n    a_test.go:3: one\n    a_test.go:4: two\n", "a_test.go:3: one"},
		{"2026/11/29 log\n    a_test.go:3: one\n", "a_test.go:3: one"},
		{"log\npanic: x [recovered]\n", "panic: x [recovered]"},
		{"=== RUN   TestA\nonly this\n--- FAIL: TestA (0.00s)\nFAIL\n", "only this"},
		{"    a_test.go:9: \n        \tError Trace:\t/a/a_test.go:9\n        \tError:      \tReceived unexpected error:\n        \t            \tlisten: in use\n", "a_test.go:9: Received unexpected error: listen: in use"},
		{"    a_test.go:9: \n        \tError Trace:\t/a/a_test.go:9\n        \tError:      \tNot equal\n        \tTest:       \tTestA\n", "a_test.go:9: Not equal"},
		{"", ""},
	} {
		if got := firstLine(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
