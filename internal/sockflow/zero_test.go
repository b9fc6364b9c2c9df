package sockflow

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

func TestZeroAddress(t *testing.T) {
	a := analyzed(t, readTestdata(t, "zero"))
	checked := 0
	for _, fn := range a.Funcs {
		marks(a, fn, []string{"zero", "other", "address"}, func(want string, call *ssa.Call) {
			checked++
			if got := describe(a.ZeroAddress(call.Call.Args[0], 0)); got != want {
				t.Errorf("line %d: port is %s, want %s", a.Pass.Fset.Position(call.Pos()).Line, got, want)
			}
		})
	}
	if checked < 50 {
		t.Errorf("only %d calls checked", checked)
	}
}

// describe returns the name that package zero of testdata has for a verdict.
func describe(v program.Decision) string {
	switch {
	case v.Holds:
		return "zero"
	case v.By.Root == summary.Param:
		return "address"
	}
	return "other"
}
