package sockflow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/sockflow/budget"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
)

// lowest is a function at the end of a chain of calls that frees a port, and one that
// makes a directory.
const lowest = `package x

import ("net"; "os"; "os/exec"; "path/filepath")

func f0() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func open0() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	return l
}

func dir0() string {
	d, err := os.MkdirTemp("", "x")
	if err != nil {
		panic(err)
	}
	return d
}

type pair struct { a, b string }

func pair0() (pair, string) { return pair{f0(), f0()}, f0() }

var _, _ = exec.Command, filepath.Join
`

// chains are functions that call the one before in several ways: %[1]d is its number,
// %[2]d that of the one before.
var chains = map[string]string{
	"f%d()": `
func f%[1]d() string { if f%[2]d() > "x" { return f%[2]d() }; return f%[2]d() + f%[2]d() }
`,
	"open%d().Addr().String()": `
func open%[1]d() net.Listener { if len(os.Args) > %[1]d { return open%[2]d() }; return open%[2]d() }
`,
	"dir%d()": `
func dir%[1]d() string { if dir%[2]d() > "x" { return dir%[2]d() }; return dir%[2]d() }
`,
	"first(pair%d())": `
func pair%[1]d() (pair, string) { p, s := pair%[2]d(); q, r := pair%[2]d(); return pair{p.a + q.b, q.a + s}, r + p.b }
`,
	"h%d()": `
func f%[1]d() string { g := func() string { return h%[2]d() + h%[2]d() }; return g() + g() }
func h%[1]d() string { return f%[1]d() }
`,
	"ring%d(1)": `
func ring%[1]d(n int) string { if n == %[1]d { return f0() }; if n > 1 { return ring%[2]d(n - 1) + ring%[2]d(n) }; return back(n) }
`,
}

// chain returns a package with n functions of a chain and one that uses the last.
func chain(use string, n int) string {
	var src strings.Builder
	src.WriteString(lowest)
	src.WriteString("\nfunc h0() string { return f0() }\nfunc first(p pair, s string) string { return p.a + s }\n")
	fmt.Fprintf(&src, "func ring0(n int) string { return back(n) }\nfunc back(n int) string { return ring%d(n) }\n", n)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&src, chains[use], i, i-1)
	}
	if !strings.HasPrefix(use, "ring") {
		fmt.Fprintf(&src, "func ring%d(n int) string { return f0() }\n", n)
	}
	fmt.Fprintf(&src, "func use() { exec.Command(\"x\", "+use+").Run() }\n", n)
	return src.String()
}

// Helpers that call the helper below them several times cost what as many helpers cost
// that call it once: the work grows with the program.
func TestWorkGrowsWithTheProgram(t *testing.T) {
	const n = 60
	for use := range chains {
		small, large := analyzed(t, chain(use, n)), analyzed(t, chain(use, 4*n))
		if len(small.Budget.Cut)+len(large.Budget.Cut) > 0 {
			t.Errorf("%s: cut %v, %v", use, small.Budget.Cut, large.Budget.Cut)
		}
		if s, l := small.Budget.Spent, large.Budget.Spent; s == 0 || l > 5*s {
			t.Errorf("%s: %d steps for %d functions, %d for %d", use, s, n, l, 4*n)
		}
	}
}

// The port that goes up a chain is one, however often it is fetched.
func TestSourcesAreOne(t *testing.T) {
	for _, use := range []string{"f%d()", "h%d()", "first(pair%d())"} {
		pass, _ := newPass(t, chain(use, 30))
		result, err := run(pass)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range result.(*Result).Endpoints {
			if !slices.ContainsFunc(e.Uses, func(u ports.Use) bool { return u.Role == handoff.Process }) {
				t.Errorf("%s: no process gets the port: %v", use, e.Uses)
			}
		}
		if n := len(result.(*Result).Endpoints); n != 1 {
			t.Errorf("%s: %d endpoints, want 1", use, n)
		}
	}
}

// A function that gets more than is followed is cut, and a note names it, the same one
// each time. What comes before is found.
func TestCut(t *testing.T) {
	var src strings.Builder
	src.WriteString(lowest)
	src.WriteString("\nfunc all() (ports []string) {\n")
	for i := range budget.MaxSources + 10 {
		fmt.Fprintf(&src, "\tl%d := open0()\n\tports = append(ports, l%d.Addr().String())\n\tl%d.Close()\n", i, i, i)
	}
	src.WriteString("\treturn ports\n}\n\nfunc use() { exec.Command(\"x\", all()...).Run() }\n")
	var first []string
	for range 3 {
		pass, _ := newPass(t, src.String())
		got, err := run(pass)
		if err != nil {
			t.Fatal(err)
		}
		result := got.(*Result)
		if n := len(result.Notes()); n != 1 || !strings.HasPrefix(result.Notes()[0], "x: all (x.go:") {
			t.Fatalf("notes %q, want one that names all", result.Notes())
		}
		if n := len(result.Endpoints); n != budget.MaxSources {
			t.Errorf("%d endpoints, want %d", n, budget.MaxSources)
		}
		if first == nil {
			first = result.Notes()
		} else if !slices.Equal(first, result.Notes()) {
			t.Errorf("notes %q after %q", result.Notes(), first)
		}
	}
}
