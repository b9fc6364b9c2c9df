package sockflow

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

func TestZeroAddress(t *testing.T) {
	a := analyzed(t, readTestdata(t, "zero"))
	checked := 0
	for _, fn := range a.funcs {
		marks(a, fn, []string{"zero", "other", "address"}, func(want string, call *ssa.Call) {
			checked++
			if got := describe(a.zeroAddress(call.Call.Args[0], 0)); got != want {
				t.Errorf("line %d: port is %s, want %s", a.pass.Fset.Position(call.Pos()).Line, got, want)
			}
		})
	}
	if checked < 50 {
		t.Errorf("only %d calls checked", checked)
	}
}

// describe returns the name that package zero of testdata has for a verdict.
func describe(v verdict) string {
	switch {
	case v.zero:
		return "zero"
	case v.from.Root == summary.Param:
		return "address"
	}
	return "other"
}
