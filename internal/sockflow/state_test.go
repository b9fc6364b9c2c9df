package sockflow

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
)

func TestLife(t *testing.T) {
	a := analyzed(t, readTestdata(t, "life"))
	names := []string{life.Absent: "absent", life.Held: "held", life.Released: "released", life.Unsure: "unsure"}
	checked := 0
	for _, fn := range a.Funcs {
		for _, line := range socketsOf(a, fn) {
			marks(a, fn, names, func(want string, call *ssa.Call) {
				checked++
				if got := names[line.At(call)]; got != want {
					t.Errorf("line %d: socket is %s, want %s", a.Pass.Fset.Position(call.Pos()).Line, got, want)
				}
			})
		}
	}
	if checked < 35 {
		t.Errorf("only %d calls checked", checked)
	}
}

// socketsOf returns the lifelines of the sockets that fn itself binds.
func socketsOf(a *analyzer, fn *ssa.Function) []*life.Line {
	var lines []*life.Line
	sc := a.Scope(fn)
	for _, s := range sc.Sites {
		if s.Sum == nil || s.Fn != nil {
			continue
		}
		for _, src := range s.Sum.Sources {
			t := a.NewTracer(sc)
			for _, o := range src.Outs {
				t.Deposit(claim.Claim{Kind: o.Kind, Says: o.Says}, s, o.To)
			}
			events := t.Run()
			lines = append(lines, life.New(sc, life.Absent, ports.ChangesOf(sc, s, src, events)))
		}
	}
	return lines
}
