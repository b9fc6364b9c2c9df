package trace

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A meeting is where a claim meets what the callee at a site does.
type meeting struct {
	claim.Claim             // about the thing that takes part
	passed      claim.Claim // about the operand that it is in
	site        *program.Site
	flow        *summary.Flow
}

// effectOf returns what follows for a claim that meets a flow of that role; nil if nothing
// does.
func effectOf(role sockapi.Role) func(*Tracer, meeting) {
	switch role {
	case sockapi.Carries:
		return (*Tracer).carries
	case sockapi.Formats:
		return (*Tracer).formats
	case sockapi.Parents:
		return (*Tracer).parents
	case sockapi.Bases:
		return (*Tracer).bases
	case sockapi.Calls, sockapi.Repeats, sockapi.Spawns, sockapi.Defers:
		return (*Tracer).calls
	case sockapi.Releases:
		return (*Tracer).releases
	case sockapi.Removes, sockapi.Unlinks:
		return (*Tracer).removes
	case sockapi.MakesNamed, sockapi.Enters:
		return (*Tracer).makesCurrent
	case sockapi.Serves, sockapi.Duplicates, summary.Keeps:
		return (*Tracer).serves
	case sockapi.Checks, sockapi.Locks, sockapi.Registers:
		return (*Tracer).checks
	case summary.Invokes:
		return (*Tracer).invokes
	case summary.Sweeps:
		return (*Tracer).sweeps
	case sockapi.Binds, sockapi.Starts, sockapi.Sets, sockapi.Writes, sockapi.Dials, summary.Names:
		return (*Tracer).hands
	}
	return nil
}

// apply follows f through one flow of the callee at a site.
func (t *Tracer) apply(f claim.Claim, s *program.Site, fl *summary.Flow) {
	if fl.IsKeyed() {
		fl = fl.Keyed(keyAt(s))
	}
	if fl.ByName {
		var ok bool
		if f, fl, ok = f.ByName(fl, s.Constant); !ok {
			return
		}
	}
	g, ok := t.match(f, s, fl)
	if !ok || summary.IsFlagStep(g.Path) && fl.Role != sockapi.Carries {
		return
	}
	if fl.First {
		if g, ok = g.Front(); !ok {
			return
		}
	}
	g.Says = g.Says.Then(fl.Says)
	if method, ok := summary.CutMethod(g.Path); ok && summary.IsEnder(g.Kind) {
		t.runs(g, s, fl, method)
		return
	}
	if fl.Of == summary.Address && !g.Symbolic() && !g.Dir {
		t.emit(g, s, summary.Flow{Role: sockapi.Reads}, Now)
	}
	if effect := effectOf(fl.Role); effect != nil {
		effect(t, meeting{g, f, s, fl})
	}
}

// carries follows what the callee hands on, with what is inside. Text has nothing inside: it
// is made of that, as by who wraps fmt.Sprintf.
func (t *Tracer) carries(m meeting) {
	if m.flow.To.Path == "" && returnsText(m.site, m.flow.To) && (m.Path != "" || ssacode.IsPrintf(m.site.Call)) {
		t.formats(m)
		return
	}
	t.Deposit(m.Claim, m.site, m.flow.To.Below(m.Path))
}

// returnsText reports whether the result of the callee at s that is at a place is text, or a
// number.
func returnsText(s *program.Site, at summary.Place) bool {
	if s.Call == nil || at.Root != summary.Result || at.Index >= s.Call.Signature().Results().Len() {
		return false
	}
	switch typ := s.Call.Signature().Results().At(at.Index).Type().Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Slice:
		return types.Identical(typ.Elem(), types.Typ[types.Byte])
	}
	return false
}

func (t *Tracer) parents(m meeting) {
	var ok bool
	if m.Kind, ok = m.Part(summary.Parent); ok {
		t.Deposit(m.Claim, m.site, m.flow.To)
	}
}

func (t *Tracer) bases(m meeting) {
	if m.Kind == summary.Itself && m.IsPath() {
		m.Kind = summary.Base
		t.Deposit(m.Claim, m.site, m.flow.To)
	}
}

func (t *Tracer) formats(m meeting) {
	if !isFormattable(m.Claim) {
		return
	}
	v, _ := m.site.Result(m.flow.To.Index)
	f := t.formatted(t.a.reader.Told(m.Claim, m.passed, m.site), v, m.site).Within(t.a.reader.StandsFirst(m.passed, m.site))
	if m.flow.To.Root == summary.Param && t.writes(f, m.site, m.flow) {
		return
	}
	t.Deposit(f, m.site, m.flow.To)
}

// writes notes that the callee at s writes f to a file, or to the standard input
// of a process, if that is what it writes to.
func (t *Tracer) writes(f claim.Claim, s *program.Site, fl *summary.Flow) bool {
	switch v := s.Operand(fl.To); {
	case t.a.IsFile(v, 0):
		fl = &summary.Flow{Role: sockapi.Writes, Sink: fl.Sink}
	case t.a.IsStdin(v, 0):
		fl = &summary.Flow{Role: sockapi.Starts, Sink: fl.Sink}
	default:
		return false
	}
	if t.a.reader.DialledBy(f, s, fl) {
		fl.Role = sockapi.Dials
	}
	t.emit(f, s, *fl, Now)
	return true
}

func (t *Tracer) calls(m meeting) { t.callback(m.Claim, m.site, m.flow.Role) }

// callback handles that the callee at s calls the function that f is about.
func (t *Tracer) callback(f claim.Claim, s *program.Site, role sockapi.Role) {
	switch {
	case f.Kind == summary.Closer && f.Dir && role == sockapi.Defers:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases, Must: true}, AtEnd)
	case f.Kind == summary.Closer && (role == sockapi.Calls || role == sockapi.Repeats):
		t.emit(f, s, summary.Flow{Role: sockapi.Releases, Must: true}, timingOf(s.Instr))
	case f.Kind == summary.Closer && role == sockapi.Spawns:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	case summary.IsRemover(f.Kind):
		t.removeLater(f, s, role)
	case f.Kind == summary.Itself && f.Symbolic():
		if handed, ok := s.Instr.(ssa.CallInstruction); ok && s.Call == nil && role == sockapi.Calls && t.a.Repeats(handed, s.Fn) {
			role = sockapi.Repeats
		}
		t.emit(f, s, summary.Flow{Role: role, Must: true}, Now)
	}
}

func (t *Tracer) releases(m meeting) {
	switch {
	case t.releasesOther(m.passed, m.site, m.flow):
	case m.Kind == summary.Itself:
		t.release(m.Claim, m.site, m.flow)
	case !m.Dir || m.Kind != summary.Socket:
	case m.site.Call != nil:
		t.emit(m.Claim, m.site, *m.flow, timingOf(m.site.Instr))
	case m.site.Closure != nil:
		m.Kind = summary.Closer
		t.Add(m.At(m.site.Closure, ""))
	}
}

// release handles that the callee at s closes the socket that f is about.
func (t *Tracer) release(f claim.Claim, s *program.Site, fl *summary.Flow) {
	switch {
	case t.isTextAt(f.From):
		return // a file, by its name
	case s.Call != nil:
		t.emit(f, s, *fl, timingOf(s.Instr))
	case s.Closure != nil:
		// The literal closes it when somebody calls it.
		f.Kind = summary.Closer
		t.Add(f.At(s.Closure, ""))
	default:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	}
}

func (t *Tracer) removes(m meeting) { t.remove(m.Claim, m.site, m.flow) }

// makesCurrent notes that a directory is made again, or the current one.
func (t *Tracer) makesCurrent(m meeting) {
	if m.Kind == summary.Itself && m.IsPath() && m.site.Call != nil && timingOf(m.site.Instr) == Now {
		t.emit(m.Claim, m.site, *m.flow, Now)
	}
}

// serves notes what keeps a socket from being a mere reservation.
func (t *Tracer) serves(m meeting) {
	if m.Kind == summary.Itself || m.Dir && m.Kind == summary.Socket {
		t.emit(m.Claim, m.site, *m.flow, Now)
	}
}

func (t *Tracer) invokes(m meeting) { t.invoke(m.Claim, m.site, *m.flow) }

func (t *Tracer) sweeps(m meeting) {
	if m.Dir && m.Kind == summary.Socket {
		return // what binds it is known, and what its methods do
	}
	if m.Dir {
		t.emit(m.Claim, m.site, summary.Flow{Role: summary.Keeps, Sink: m.flow.Sink}, Now)
	} else if m.Symbolic() && m.Kind == summary.Itself {
		t.emit(m.Claim, m.site, *m.flow, Now)
	}
}

// hands follows an address or a path to whoever gets it, by what is known of him.
func (t *Tracer) hands(m meeting) {
	g, s, fl := m.Claim, m.site, *m.flow
	if isText := g.Kind == summary.Address || summary.IsMade(g.Kind) || (g.Symbolic() || g.Dir) && g.Kind == summary.Itself; !isText {
		return
	}
	fl.Variable = t.a.VariableSet(s, m.flow)
	fl.Network, fl.Paths = t.a.BindsOn(s, m.flow)
	switch {
	case t.a.reader.IsRemoval(g, s, m.flow):
		t.remove(g, s, &summary.Flow{Role: sockapi.Removes, Must: true, Sink: fl.Sink})
		return
	case t.a.reader.MayRemove(g, s, &fl):
		whole := g
		whole.Kind = summary.Itself
		t.mayEnd(whole, s)
		if g.Dir {
			return
		}
	case t.a.reader.NamesSocket(g, s, &fl):
		g.Kind = summary.Named
	case t.a.reader.DialledBy(g, s, &fl):
		fl.Role = sockapi.Dials
	case fl.Role == sockapi.Binds && !fl.BindsPath() && g.Symbolic() && t.a.FallsBack(s.Instr):
		return // no fault of callers whose port somebody else takes
	}
	t.emit(g, s, fl, Now)
}
