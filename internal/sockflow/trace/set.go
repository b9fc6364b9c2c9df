package trace

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A load reads what f is about, if that is there by then.
type load struct {
	f     claim.Claim
	instr *ssa.UnOp
}

// releasesOther reports whether what a call releases at s by fl, inside of what f is in,
// is what was there before.
func (t *Tracer) releasesOther(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	if _, plain := s.Instr.(*ssa.Call); !plain || s.Call == nil {
		return false // it runs later
	}
	path := fl.From.Path
	if _, ok := summary.Cut(f.Path, path); ok {
		path = f.Path
	}
	return t.set.After(f.Val, path, f.From, s.Instr)
}

// late follows the claims of loads that turned out to come after something that puts
// them there. It reports whether there are any.
func (t *Tracer) late() bool {
	loads := t.early
	t.early = nil
	for _, l := range loads {
		if t.set.After(l.instr.X, l.f.Path, l.f.From, l.instr) {
			t.early = append(t.early, l)
		} else {
			t.Add(l.f.At(l.instr, l.f.Path))
		}
	}
	return len(t.work) > 0
}
