package sockflow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// repeat returns n pieces of text, made from their numbers.
func repeat(n int, format string) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, format, i)
	}
	return text.String()
}

// bounded has, for each bound, a program that stays below it and one that does not: both
// have functions whose names begin with All, with fewer and with more of what it limits.
var bounded = map[string]struct {
	under, over int
	program     func(n int) string
}{
	"MaxSources": {budget.MaxSources, budget.MaxSources + 1, func(n int) string {
		return "func All() (ports []string) {\n" +
			repeat(n, "\tl%[1]d := open0()\n\tports = append(ports, l%[1]d.Addr().String())\n\tl%[1]d.Close()\n") + "\treturn ports\n}\n"
	}},
	"maxFuncWork": {20, 500, func(n int) string { return reborn("All", n) }},
	"maxWork":     {2, 30, func(n int) string { return repeat(n, reborn("All%d", 150)) }},
	"maxTrace": {10, 10_000, func(n int) string {
		const fields = 240
		return "type config struct {\n" + repeat(fields, "\tport%d string\n") + "}\n\nfunc All(c *config, ports []string) {\n" +
			repeat(fields, "\tc.port%d = ports[0]\n") + strings.Repeat("\t_ = c.port0\n", n) + "}\n"
	}},
	"MaxFacts": {100, trace.MaxFacts + 1, func(n int) string {
		return "func All(s0 string) error {\n" + chained(n) +
			fmt.Sprintf("\t_, err := net.Listen(\"tcp\", s%d)\n\treturn err\n}\n", n)
	}},
	"MaxFlows": {summary.MaxFlows, summary.MaxFlows + 1, func(n int) string {
		return "type config struct {\n" + repeat(n, "\tport%d string\n") + "}\n\nfunc All(c *config) {\n" +
			repeat(n, "\tnet.Listen(\"tcp\", c.port%d)\n") + "}\n"
	}},
	"MaxSteps": {summary.MaxSteps, summary.MaxSteps + 1, nested},
}

// reborn returns a function that closes a socket and binds it anew, n times at most.
func reborn(name string, n int) string {
	return "func " + name + "(k int) {\n\tl := open0()\n" + strings.Repeat("\tif k++; k > 9 {\n\t\tl.Close()\n\t\tl = open0()\n\t}\n", n) +
		"\taddr := l.Addr().String()\n\tl.Close()\n\texec.Command(\"x\", addr).Run()\n}\n"
}

// chained returns statements that make text of text, n times.
func chained(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "\ts%d := s%d + \"x\"\n", i+1, i)
	}
	return text.String()
}

// nested returns a function that binds what is in a field of a field, n deep.
func nested(n int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "type t%d struct{ port string }\n\n", n)
	path := "port"
	for i := n - 1; i > 0; i-- {
		fmt.Fprintf(&text, "type t%[1]d struct{ f%[1]d *t%[2]d }\n\n", i, i+1)
		path = fmt.Sprintf("f%d.%s", i, path)
	}
	return text.String() + "func All(c *t1) { net.Listen(\"tcp\", c." + path + ") }\n"
}

// Where a bound ends the work, the result says which one, and where.
func TestBounds(t *testing.T) {
	for name, test := range bounded {
		if cuts := cutsOf(t, test.program(test.under)); len(cuts) > 0 {
			t.Errorf("%s: %q below the bound", name, cuts)
		}
		cuts := cutsOf(t, test.program(test.over))
		if !slices.ContainsFunc(cuts, func(text string) bool {
			return strings.HasPrefix(text, "All") && strings.HasSuffix(text, "("+name+")")
		}) {
			t.Errorf("%s: %q, want one that names All and the bound", name, cuts)
		}
	}
}

// cutsOf returns what is said of bounds in a program.
func cutsOf(t *testing.T, text string) []string {
	t.Helper()
	pass, _ := newPass(t, lowest+text)
	got, err := run(pass)
	if err != nil {
		t.Fatal(err)
	}
	result := got.(*Result)
	var cuts []string
	for i, c := range result.Cuts {
		cuts = append(cuts, c.Text)
		if detail := "x: " + c.Text; result.Details()[i] != detail {
			t.Errorf("detail %q, want %q", result.Details()[i], detail)
		}
	}
	return cuts
}
