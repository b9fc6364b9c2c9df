package ssacode_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// build returns the function f of a package.
func build(t *testing.T, src string) *ssa.Function {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return pkg.Func("f")
}

// callsOf returns the calls of a function in f.
func callsOf(f *ssa.Function, name string) []ssa.Instruction {
	var all []ssa.Instruction
	for _, block := range f.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() != nil && call.Call.StaticCallee().Name() == name {
				all = append(all, instr)
			}
		}
	}
	return all
}

const helpers = "package p\n\nfunc set(int) {}\nfunc get(int) {}\nfunc ask() bool { return false }\n\n"

// numbers returns the arguments of calls.
func numbers(calls ...ssa.Instruction) (all []int) {
	for _, call := range calls {
		all = append(all, int(call.(*ssa.Call).Call.Args[0].(*ssa.Const).Int64()))
	}
	return all
}

func TestSequence(t *testing.T) {
	tests := []struct {
		body     string // calls set(1), set(2), ..., and once get(0)
		last     int    // 0 if there is none
		only     bool
		reaching []int
	}{
		{"get(0)", 0, true, nil},
		{"set(1); get(0)", 1, true, []int{1}},
		{"get(0); set(1)", 0, true, nil},
		{"set(1); set(2); get(0); set(3)", 2, true, []int{2}},
		{"set(1); if ask() { return }; set(2); if ask() { return }; get(0)", 2, true, []int{2}},
		{"set(1); if ask() { set(2); return }; get(0)", 1, true, []int{1}},
		{"set(1); if ask() { set(2) }; get(0)", 1, false, []int{1, 2}},
		{"set(1); if ask() { set(2) }; set(3); get(0)", 3, false, []int{2, 3}}, // 2 comes not each time
		{"if ask() { set(1) } else { set(2) }; get(0)", 0, false, []int{1, 2}},
		{"if ask() { set(1) } else { set(2); get(0) }", 2, true, []int{2}},
		{"for ask() { get(0); set(1) }", 0, false, []int{1}},
		{"for ask() { set(1); get(0) }", 1, true, []int{1}},
		{"for ask() { set(1); get(0); set(2) }", 1, false, []int{1, 2}},
		{"set(1); for ask() { set(2) }; get(0)", 1, false, []int{1, 2}},
		{"set(1); for { set(2); if ask() { break } }; get(0)", 2, true, []int{2}},
		{"set(1); for { if ask() { break }; set(2) }; get(0)", 1, false, []int{1, 2}},
		{"set(1); for { for { set(2); if ask() { break } }; get(0); if ask() { return } }", 2, true, []int{2}},
	}
	for _, test := range tests {
		f := build(t, helpers+"func f() { "+test.body+" }")
		s := ssacode.NewSequence(ssacode.NewOrder(f), callsOf(f, "set"))
		get := callsOf(f, "get")[0]
		last, only := s.Before(get)
		if got := numbers(slices.DeleteFunc([]ssa.Instruction{last}, func(i ssa.Instruction) bool { return i == nil })...); only != test.only || !slices.Equal(got, only1(test.last)) {
			t.Errorf("%s: last is %v, only %t, want %d, %t", test.body, got, only, test.last, test.only)
		}
		got := numbers(s.Reaching(get)...)
		slices.Sort(got)
		if !slices.Equal(got, test.reaching) {
			t.Errorf("%s: reached by %v, want %v", test.body, got, test.reaching)
		}
	}
}

func only1(n int) []int {
	if n == 0 {
		return nil
	}
	return []int{n}
}

// tangle returns a function whose blocks set, get and go on at random.
func tangle(r *rand.Rand) string {
	var src strings.Builder
	src.WriteString(helpers + "func f() {\n")
	if r.IntN(4) == 0 {
		src.WriteString("\tdefer func() { recover() }()\n")
	}
	n := 2 + r.IntN(12)
	calls := 0
	for i := range n {
		fmt.Fprintf(&src, "L%d:\n", i)
		for range r.IntN(4) {
			name := []string{"set", "get", "get"}[r.IntN(3)]
			calls++
			fmt.Fprintf(&src, "\t%s(%d)\n", name, calls)
		}
		to := r.IntN(n)
		if r.IntN(2) == 0 {
			to = min(i+r.IntN(3), n-1)
		}
		fmt.Fprintf(&src, "\tif ask() { goto L%d }\n\tif false { goto L%d }\n", to, i)
		switch r.IntN(6) {
		case 0:
			src.WriteString("\tif ask() { return }\n")
		case 1:
			fmt.Fprintf(&src, "\tgoto L%d\n", r.IntN(n))
		}
	}
	src.WriteString("}\n")
	return src.String()
}

// What a sequence and an order say is what going through the function says.
func TestSequenceOfTangle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	asked, only, several := 0, 0, 0
	for range 150 {
		src := tangle(r)
		f := build(t, src)
		order := ssacode.NewOrder(f)
		sets := callsOf(f, "set")
		s := ssacode.NewSequence(order, sets)
		all := append(callsOf(f, "get"), sets...)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, at := range all {
			for _, other := range all {
				if order.Dominates(other, at) != ssacode.Dominates(other, at) || order.ComesBefore(other, at) != ssacode.ComesBefore(other, at) {
					t.Fatalf("%v before %v: dominates %t, comes %t in\n%s", numbers(other), numbers(at), order.Dominates(other, at), order.ComesBefore(other, at), src)
				}
			}
			wantLast, wantOnly, wantReaching := walked(sets, at)
			last, isOnly := s.Before(at)
			if last != wantLast || isOnly != wantOnly {
				t.Fatalf("before %v: %v, only %t, want %v, %t in\n%s", numbers(at), last, isOnly, wantLast, wantOnly, src)
			}
			reaching := s.Reaching(at)
			if !slices.Equal(reaching, wantReaching) {
				t.Fatalf("%v is reached by %v, want %v in\n%s", numbers(at), numbers(reaching...), numbers(wantReaching...), src)
			}
			asked++
			if isOnly && last != nil {
				only++
			}
			if len(reaching) > 1 {
				several++
			}
		}
	}
	if only < asked/20 || several < asked/20 {
		t.Errorf("of %d, %d have one before and %d are reached by several", asked, only, several)
	}
}

// walked returns what Before and Reaching are to say, by what goes through the function.
func walked(sets []ssa.Instruction, at ssa.Instruction) (last ssa.Instruction, only bool, reaching []ssa.Instruction) {
	only = true
	for _, set := range sets {
		switch dominates := ssacode.Dominates(set, at); {
		case dominates && (last == nil || ssacode.Dominates(last, set)):
			last = set
		case !dominates && set != at && ssacode.ComesBefore(set, at):
			only = false
		}
	}
	for _, set := range sets {
		overwritten := slices.ContainsFunc(sets, func(other ssa.Instruction) bool {
			return other != set && ssacode.Dominates(set, other) && ssacode.Dominates(other, at)
		})
		if set != at && ssacode.ComesBefore(set, at) && !overwritten {
			reaching = append(reaching, set)
		}
	}
	return last, only, reaching
}

// A sequence is found for functions with thousands of blocks.
func TestSequenceOfLargeFunction(t *testing.T) {
	const n = 5_000
	f := build(t, helpers+"func f() {\n"+strings.Repeat("set(1)\nif ask() { set(2); return }\nif ask() { set(3) }\nget(0)\n", n)+"}\n")
	s := ssacode.NewSequence(ssacode.NewOrder(f), callsOf(f, "set"))
	for i, get := range callsOf(f, "get") {
		last, only := s.Before(get)
		if last == nil || only || numbers(last)[0] != 1 {
			t.Fatalf("before get number %d: %v, only %t, want set(1), and others", i, last, only)
		}
	}
}
