package fixtest_test

import (
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/fix/fixtest"
	"github.com/sockvet/sockvet/internal/unit/unittest"
)

func TestCheck(t *testing.T) {
	bench := fixtest.NewBench(t, unittest.FixSuite().Analyzers, nil)
	for _, test := range []struct {
		name, body string
		want       string // in the error; "" for none
	}{
		{"right", "x := f(1) //rewrite f(1) -> 2", ""},
		{"nothing to fix", "x := f(1)", ""},
		{"does not compile", "x := f(1) //rewrite f(1) -> g(1)", "undefined: g"},
		{"fixes nothing", "x := f(1) //rewrite f(1) -> f(1) + 1", "still has"},
		{"brings something new", "x := f(1) //rewrite f(1) -> 2; 2 -> 3", "or has now"},
		{"is not formatted", "x := f(1) //rewrite f(1) -> ( 1)", "not formatted"},
		{"loses code", "x := f(1)\n\tnote(1) //rewrite note(1) -> f(1)", "of the notes"},
		{"each deletes one use", "x := 1\n\ty := 1\n\t_ = y //rewrite _ = y -> _ = 1\n\t_ = y //rewrite _ = y -> _ = 2", "all fixes together"},
	} {
		text := "package p\n\nfunc p() {\n\t" + test.body + "\n\t_ = x\n}\n\nfunc f(n int) int { return n }\n\nfunc note(n int) {}\n"
		file, err := bench.Analyze("p.go", []byte(text))
		if err != nil {
			t.Errorf("%s: %v\n%s", test.name, err, text)
			continue
		}
		switch err := bench.Check(file); {
		case err == nil && test.want != "":
			t.Errorf("%s: no error", test.name)
		case err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

func TestAnalyzeWhatDoesNotCompile(t *testing.T) {
	bench := fixtest.NewBench(t, nil, nil)
	for _, text := range []string{"package", "package p\n\nvar x = y\n", "package p\n\nimport \"net\"\n\nvar x net.Addr\n"} {
		if _, err := bench.Analyze("p.go", []byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}
