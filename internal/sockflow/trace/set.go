package trace

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A load reads what f is about, if that is there by then.
type load struct {
	f     claim.Claim
	instr *ssa.UnOp
}

// A deferred is an event of a deferred call: it closes what f is about.
type deferred struct {
	f     claim.Claim
	event int
}

// noteDeferred notes which events since the first one are about a socket that a deferred
// call closes.
func (t *Tracer) noteDeferred(f claim.Claim, s *program.Site, first int) {
	if _, ok := s.Instr.(*ssa.Defer); !ok {
		return
	}
	for i := first; i < len(t.events); i++ {
		if e := t.events[i]; e.Role == sockapi.Releases && e.How == AtReturn {
			t.deferred = append(t.deferred, deferred{f, i})
		}
	}
}

// settleDeferred finds out what deferred calls close that find it in memory when they run:
// also what is put there later, unless that may be something else in the end.
func (t *Tracer) settleDeferred() {
	for _, d := range t.deferred {
		e, since := &t.events[d.event], t.events[d.event].Instr
		setters := t.set.Later(d.f.Val, d.f.Path, d.f.From, since)
		if only := t.a.OnlyStore(d.f.Val); only != nil && len(setters) == 0 {
			setters = t.set.Later(only, d.f.Path, d.f.From, since)
		}
		if len(setters) > 0 {
			since = setters[0]
			e.Stored = since
			e.Must = e.Must && len(setters) == 1 && ssacode.Dominates(e.Instr, since) && !t.isLastOfMany(d.f, since)
		}
		if ssacode.IsPointer(d.f.Val.Type()) && t.a.memory.Replaced(d.f.Val, d.f.Path, since, t.seen.About) {
			e.Must = false
		}
	}
}

// isLastOfMany reports whether a variable, or what it points to, holds only the last of the
// things that instr puts at f: it does so in a loop.
func (t *Tracer) isLastOfMany(f claim.Claim, instr ssa.Instruction) bool {
	return ssacode.IsPointer(f.Val.Type()) && !strings.Contains(f.Path, summary.Element) && t.a.OrderOf(instr.Parent()).ComesBefore(instr, instr)
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
