package trace

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/origin"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// reach follows f into the callee at a site.
func (t *Tracer) reach(f claim.Claim, u program.Operand) {
	if u.At.Root == summary.Callee {
		t.called(f, u.Site)
		return
	}
	s := u.Site
	if method, ok := summary.CutMethod(f.Path); ok && s.Call != nil && s.Call.IsInvoke() && u.At == (summary.Place{Root: summary.Param}) && summary.IsEnder(f.Kind) {
		if method == s.Call.Method.Name() {
			t.runsNow(f, s, summary.Flow{Must: true})
		}
		return
	}
	if s.Sum == nil || !s.InSight() {
		t.unseen(f, u)
	}
	if s.Opaque && s.Call.IsInvoke() && u.At.Index == 0 && !s.InSight() {
		return // whose methods are not known, nobody knows what it has
	}
	t.wantChoice(f, s.Choice)
	if s.Sum == nil {
		return
	}
	t.sweep(f, u)
	t.applyAll(t.a.reader.Paired(f, u), s, s.Sum, u.At)
}

// applyAll follows f, which the callee finds at place at, through all that sum
// says of that place.
func (t *Tracer) applyAll(f claim.Claim, s *program.Site, sum *summary.Summary, at summary.Place) {
	for fl := range t.flowsFrom(sum, at.Below(f.Path)) {
		t.apply(f, s, fl)
	}
}

// called handles the call of the value that f is about.
func (t *Tracer) called(f claim.Claim, s *program.Site) {
	t.unpacks(f, s, "")
	if f.Path != "" {
		return
	}
	if f.Symbolic() && f.Kind == summary.Itself && s.Opaque {
		t.fills(f, s, "")
	}
	switch {
	case f.Kind == summary.Closer:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases, Must: true}, timingOf(s.Instr))
	case summary.IsRemover(f.Kind):
		t.emit(f, s, summary.Flow{Role: ends(f.Kind), Must: true}, timingOf(s.Instr))
	case f.Symbolic() && f.Kind == summary.Itself && s.Opaque:
		role := sockapi.Calls
		switch s.Instr.(type) {
		case *ssa.Go:
			role = sockapi.Spawns
		case *ssa.Call:
			if t.a.Redraws(program.Attempt{Got: s.Instr, Handed: s.Instr}) {
				role = sockapi.Repeats
			}
		}
		t.emit(f, s, summary.Flow{Role: role, Must: true}, Now)
	}
}

// unseen handles what a site does of which nothing is known.
func (t *Tracer) unseen(f claim.Claim, u program.Operand) {
	s := u.Site
	if s.Opaque && s.Call.IsInvoke() && u.At.Index == 0 && t.a.isOwn(s.Call.Method) {
		t.option(f, s)
	}
	switch f.Kind {
	case summary.Closer:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	case summary.Remover, summary.ParentRemover, summary.Unlinker:
		t.emit(f, s, summary.Flow{Role: ends(f.Kind)}, Later)
	}
	switch {
	case f.Dir && isPrinted(s, u.At):
	case f.Kind == summary.Itself && isIterator(s) && (f.Dir || f.Symbolic()):
		t.mayEnd(f, s) // who ranges over it may remove what it yields
	case f.Dir && !s.Opaque:
		t.emit(f, s, summary.Flow{Role: summary.Given}, Now)
	case s.Opaque && s.Call.IsInvoke() && u.At.Index == 0:
		t.invoke(f, s, summary.Flow{Role: summary.Invokes, Sink: summary.Sink{Name: s.Call.Method.Name()}})
	case s.Opaque && u.At.Root == summary.Param && !s.Call.IsInvoke():
		t.assign(s.Call.Value, summary.Join(summary.Argument(u.At.Index), f.Path), f, s.Instr, ofSite)
		if !f.Symbolic() {
			t.keep(f, s)
		}
	case s.Opaque && s.Call.IsInvoke() && u.At.Root == summary.Param && mayAct(s.Call.Method) && isPlain(s.Operand(u.At).Type()):
		t.assign(s.Call.Value, summary.Join(summary.MethodArgument(s.Call.Method.Name(), u.At.Index-1), f.Path), f, s.Instr, ofSite)
		fallthrough
	case s.Opaque && !f.Symbolic():
		if !f.Symbolic() {
			t.keep(f, s)
		}
	}
}

// isPlain reports whether a value of type t is text or a number, and has nothing inside.
func isPlain(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// ofSite is the depth from which assign follows what is passed to the callee of a site, which
// is known as far as it is in sight: callers know the rest.
const ofSite = 1

// wantChoice has the program have whatever may say what is run with what f is about, if that
// may be an address: for all else that callers may pass, what is in sight will do.
func (t *Tracer) wantChoice(f claim.Claim, c *program.Choice) {
	if c != nil && (!f.Symbolic() || t.isTextAt(f.From)) {
		t.a.WantChoice(c, !f.Symbolic() || t.speaks(f.From))
	}
}

// speaks reports whether what callers pass at p is named after ports or addresses.
func (t *Tracer) speaks(p summary.Place) bool {
	v := program.ValueAt(t.scope.Fn, p)
	return v != nil && (summary.Speaks(v.Name()) || summary.Speaks(p.Path))
}

// enter follows f into the function value v, or its method, that is called with what f
// is about as argument i by somebody to whom instr hands it.
func (t *Tracer) enter(f claim.Claim, v ssa.Value, method string, i int, instr ssa.Instruction) {
	c := t.a.Choose(v, method)
	t.wantChoice(f, c)
	if c.Sum == nil {
		return
	}
	s := &program.Site{Instr: instr, Sum: c.Sum}
	if len(c.Fns) == 1 {
		s.Fn = c.Fns[0]
	}
	if method != "" {
		i++ // after the receiver
	}
	t.applyAll(f, s, s.Sum, summary.Place{Root: summary.Param, Index: i})
}

// invoke handles that a method of the interface value that f is about is
// called, fl.sink.name, at s or in the callee there. If the value was made an
// interface here, it is known which method that is; if not, callers may know.
func (t *Tracer) invoke(f claim.Claim, s *program.Site, fl summary.Flow) {
	if f.Dyn != nil {
		sum := t.a.MethodOf(f.Dyn, fl.Sink.Name)
		f.Dyn = nil // known to the method as a value of its own type
		if sum != nil {
			t.applyAll(f, s, sum, summary.Place{Root: summary.Param, Index: 0})
		}
		return
	}
	switch {
	case f.Dir && !maySweep(fl.Sink.Name):
	case s.Obj != nil && s.Obj.Pkg() != nil && sockapi.IsPassive(s.Obj.Pkg().Path()):
	case f.Kind == summary.Address && f.Path == "": // what has methods is not made of the port, but the port itself
	case !f.Symbolic():
		t.keep(f, s)
	case f.Kind == summary.Itself && f.Path == "" && (s.Call == nil || !s.Call.IsInvoke() || mayAct(s.Call.Method)):
		t.emit(f, s, fl, Now)
	}
}

// mayAct reports whether the interface's method m may be one that binds, serves
// or closes something: such methods fail, or return nothing.
func mayAct(m *types.Func) bool {
	if m.Pkg() == nil || sockapi.IsPassive(m.Pkg().Path()) {
		return false
	}
	results := m.Signature().Results()
	for v := range results.Variables() {
		if ssacode.IsError(v.Type()) {
			return true
		}
	}
	return results.Len() == 0
}

// match returns what f says of the thing at the place where the flow starts.
// What is left of its path is below that place.
func (t *Tracer) match(f claim.Claim, s *program.Site, fl *summary.Flow) (claim.Claim, bool) {
	if rest, ok := summary.Cut(f.Path, fl.From.Path); ok {
		f.Path = rest
	} else if below, ok := summary.Cut(fl.From.Path, f.Path); ok {
		if ssacode.IsPointer(f.Val.Type()) && t.overwritten(f.Val, fl.From.Path, s.Instr) {
			return f, false
		}
		f.Path = ""
		typ := f.Val.Type()
		for _, step := range summary.Steps(below) {
			if summary.IsCall(step) && (!f.Symbolic() || !origin.IsCallable(typ)) {
				return f, false // what a call does is said of the function itself
			}
			if f, ok = claim.Descend(f, typ, step); !ok {
				return f, false
			}
			typ = summary.StepType(typ, step)
		}
	} else {
		return f, false
	}
	if summary.IsRemover(f.Kind) && (fl.Role == sockapi.Releases || fl.Role == sockapi.Serves) {
		f.Path = withoutSockets(f.Val.Type(), f.Path)
	}
	if _, method := summary.CutMethod(f.Path); !method && f.Path != "" && (!summary.TraitOf(fl.Role).Deep || fl.Of == summary.Socket) {
		return f, false
	}
	var ok bool
	f.Kind, ok = f.Part(fl.Of)
	return f, ok
}

// Deposit adds f about the place to of a site.
func (t *Tracer) Deposit(f claim.Claim, s *program.Site, to summary.Place) {
	switch to.Root {
	case summary.Result:
		if v, prefix := s.Result(to.Index); v != nil {
			t.set.AtStart(v)
			t.Add(f.At(v, summary.Join(prefix, to.Path)))
		}
	case summary.Param, summary.Captured:
		if v := s.Operand(to); v != nil {
			t.assign(v, to.Path, f, s.Instr, 0)
		} else if to.Root == summary.Param && s.Call == nil && s.Closure != nil {
			t.Add(f.At(s.Closure, summary.Join(summary.Stored(to.Index), to.Path)))
		}
	case summary.Global:
		t.leave(f, to, s.Instr)
	}
}

// emit records that flow fl takes place at s, about f.
func (t *Tracer) emit(f claim.Claim, s *program.Site, fl summary.Flow, how Timing) {
	if f.Kind == summary.Itself && t.replaced(f.From, s.Instr) {
		return
	}
	within := fl.From
	fl.From = f.From
	fl.Of = f.Kind
	fl.First = f.Symbolic() && f.Stands == claim.First
	if summary.TraitOf(fl.Role).Tells {
		fl.Says = f.Says
	}
	if of, ok := summary.Ended[f.Kind]; ok && f.Dir && f.Kind == summary.Closer {
		fl.Of = summary.Socket
	} else if ok && summary.TraitOf(fl.Role).Ends {
		fl.Of = of // to call a function that does it is to do it
	}
	if fl.Sink.Pos == token.NoPos {
		fl.Sink.Pos = s.Instr.Pos()
	}
	ev := Event{Flow: fl, Instr: s.Instr, Site: s, How: how, Each: ssacode.IsElement(f.Val)}
	if f.Sent != nil && t.a.OrderOf(t.scope.Fn).ComesBefore(s.Instr, f.Sent) {
		ev.Sent = f.Sent
	}
	if summary.TraitOf(fl.Role).Ends {
		ev.Holder = f.Val
		if _, started := s.Instr.(*ssa.Go); started {
			ev.Within = within
		}
	}
	t.note(ev)
}

func timingOf(instr ssa.Instruction) Timing {
	switch instr.(type) {
	case *ssa.Defer:
		return AtReturn
	case *ssa.Go:
		return Later
	}
	return Now
}
