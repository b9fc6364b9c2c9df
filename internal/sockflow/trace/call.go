package trace

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// reach follows f into the callee at a site.
func (t *Tracer) reach(f Claim, u program.Operand) {
	if u.At.Root == summary.Callee {
		t.called(f, u.Site)
		return
	}
	s := u.Site
	if method, ok := summary.CutMethod(f.path); ok && s.Call != nil && s.Call.IsInvoke() && u.At == (summary.Place{Root: summary.Param}) && summary.IsRemover(f.Kind) {
		if method == s.Call.Method.Name() {
			t.runsNow(f, s, summary.Flow{Role: sockapi.Removes, Must: true})
		}
		return
	}
	if s.Sum == nil {
		t.unseen(f, u)
		return
	}
	t.sweep(f, u)
	t.applyAll(t.paired(f, u), s, s.Sum, u.At)
}

// applyAll follows f, which the callee finds at place at, through all that sum
// says of that place.
func (t *Tracer) applyAll(f Claim, s *program.Site, sum *summary.Summary, at summary.Place) {
	for i := range sum.Flows {
		fl := &sum.Flows[i]
		if fl.From.Root == at.Root && fl.From.Index == at.Index {
			t.apply(f, s, fl)
		}
	}
}

// called handles the call of the value that f is about.
func (t *Tracer) called(f Claim, s *program.Site) {
	if i, rest, ok := summary.CutStored(f.path); ok && i < len(s.Call.Args) {
		t.assign(s.Call.Args[i], rest, f, s.Instr, 0)
	}
	if f.path != "" {
		return
	}
	if f.symbolic() && f.Kind == summary.Itself && s.Opaque {
		t.fills(f, s)
	}
	switch {
	case f.Kind == summary.Closer:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases, Must: true}, timingOf(s.Instr))
	case summary.IsRemover(f.Kind):
		t.emit(f, s, summary.Flow{Role: sockapi.Removes, Must: true}, timingOf(s.Instr))
	case f.symbolic() && f.Kind == summary.Itself && s.Opaque:
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

// fills follows what the function that f is about, which a caller knows, leaves
// in the structs that s passes to it.
func (t *Tracer) fills(f Claim, s *program.Site) {
	for i, arg := range s.Call.Args {
		if _, ok := arg.Type().Underlying().(*types.Pointer); ok && ssacode.StructOf(arg.Type()) != nil {
			g := f
			g.From = f.From.Below(summary.Stored(i))
			t.assign(arg, "", g, s.Instr, 0)
		}
	}
}

// unseen handles what a site does of which nothing is known.
func (t *Tracer) unseen(f Claim, u program.Operand) {
	s := u.Site
	switch f.Kind {
	case summary.Closer:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	case summary.Remover, summary.ParentRemover:
		t.emit(f, s, summary.Flow{Role: sockapi.Removes}, Later)
	}
	switch {
	case f.Dir && isPrinted(s, u.At):
	case f.Kind == summary.Itself && isIterator(s) && (f.Dir || f.symbolic()):
		t.mayEnd(f, s) // who ranges over it may remove what it yields
	case f.Dir && !s.Opaque:
		t.emit(f, s, summary.Flow{Role: summary.Given}, Now)
	case s.Opaque && s.Call.IsInvoke() && u.At.Index == 0:
		t.invoke(f, s, summary.Flow{Role: summary.Invokes, Sink: summary.Sink{Name: s.Call.Method.Name()}})
	case s.Opaque && u.At.Root == summary.Param && !s.Call.IsInvoke():
		t.assign(s.Call.Value, summary.Join(summary.Argument(u.At.Index), f.path), f, s.Instr, 0)
		if !f.symbolic() {
			t.keep(f, s)
		}
	case s.Opaque && !f.symbolic():
		t.keep(f, s)
	}
}

// enter follows f into the function fn, which is called with it as argument i
// by somebody to whom instr hands fn.
func (t *Tracer) enter(f Claim, fn *ssa.Function, i int, instr ssa.Instruction) {
	s := &program.Site{Instr: instr, Fn: fn, Sum: t.a.Summary(fn)}
	if obj, ok := fn.Object().(*types.Func); ok && len(fn.Blocks) == 0 {
		s.Fn, s.Obj, s.Sum = nil, obj, t.a.External(obj)
	}
	if s.Sum == nil {
		return
	}
	t.applyAll(f, s, s.Sum, summary.Place{Root: summary.Param, Index: i})
}

// invoke handles that a method of the interface value that f is about is
// called, fl.sink.name, at s or in the callee there. If the value was made an
// interface here, it is known which method that is; if not, callers may know.
func (t *Tracer) invoke(f Claim, s *program.Site, fl summary.Flow) {
	if f.dyn != nil {
		sum := t.a.MethodOf(f.dyn, fl.Sink.Name)
		f.dyn = nil // known to the method as a value of its own type
		if sum != nil {
			t.applyAll(f, s, sum, summary.Place{Root: summary.Param, Index: 0})
		}
		return
	}
	switch {
	case f.Dir && !maySweep(fl.Sink.Name):
	case s.Obj != nil && s.Obj.Pkg() != nil && sockapi.IsPassive(s.Obj.Pkg().Path()):
	case f.Kind == summary.Address && f.path == "": // what has methods is not made of the port, but the port itself
	case !f.symbolic():
		t.keep(f, s)
	case f.Kind == summary.Itself && f.path == "" && (s.Call == nil || !s.Call.IsInvoke() || mayAct(s.Call.Method)):
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

// apply follows f through one flow of the callee at a site.
func (t *Tracer) apply(f Claim, s *program.Site, fl *summary.Flow) {
	g, ok := t.match(f, s, fl)
	if !ok {
		return
	}
	g.Says = g.Says.Then(fl.Says)
	if method, ok := summary.CutMethod(g.path); ok && summary.IsRemover(g.Kind) {
		t.runs(g, s, fl, method)
		return
	}
	if fl.Of == summary.Address && !g.symbolic() && !g.Dir {
		t.emit(g, s, summary.Flow{Role: sockapi.Reads}, Now)
	}
	switch fl.Role {
	case sockapi.Carries:
		t.Deposit(g, s, fl.To.Below(g.path))
	case sockapi.Parents:
		if g.Kind, ok = g.part(summary.Parent); ok {
			t.Deposit(g, s, fl.To)
		}
	case sockapi.Bases:
		if g.Kind == summary.Itself && g.isPath() {
			g.Kind = summary.Base
			t.Deposit(g, s, fl.To)
		}
	case sockapi.Formats:
		if !isFormattable(g) {
			return
		}
		v, _ := s.Result(fl.To.Index)
		g = t.told(g, f, s)
		g = t.formatted(g, v, s)
		if fl.To.Root == summary.Param && t.writes(g, s, fl) {
			return
		}
		t.Deposit(g, s, fl.To)
	case sockapi.Calls, sockapi.Repeats, sockapi.Spawns, sockapi.Defers:
		t.callback(g, s, fl.Role)
	case sockapi.Releases:
		if t.releasesOther(f, s, fl) {
			return
		}
		if g.Kind == summary.Itself {
			t.release(g, s, fl)
		} else if g.Dir && g.Kind == summary.Socket && s.Call != nil {
			t.emit(g, s, *fl, timingOf(s.Instr))
		}
	case sockapi.MakesNamed:
		if g.Kind == summary.Itself && g.isPath() && s.Call != nil && timingOf(s.Instr) == Now {
			t.emit(g, s, *fl, Now)
		}
	case sockapi.Removes, sockapi.Unlinks:
		t.remove(g, s, fl)
	case summary.Invokes:
		t.invoke(g, s, *fl)
	case sockapi.Gets:
	case summary.Sweeps:
		if g.Dir {
			t.emit(g, s, summary.Flow{Role: summary.Keeps, Sink: fl.Sink}, Now)
		} else if g.symbolic() && g.Kind == summary.Itself {
			t.emit(g, s, *fl, Now)
		}
	case sockapi.Checks, sockapi.Locks, sockapi.Registers:
		t.checks(g, s, fl)
	case sockapi.Serves, sockapi.Duplicates, summary.Keeps:
		if g.Kind == summary.Itself || g.Dir && g.Kind == summary.Socket {
			t.emit(g, s, *fl, Now)
		}
	default:
		if isText := g.Kind == summary.Address || summary.IsMade(g.Kind) || (g.symbolic() || g.Dir) && g.Kind == summary.Itself; !isText {
			return
		}
		f := *fl
		f.Variable = t.a.VariableSet(s, fl)
		f.Network, f.Paths = t.a.BindsOn(s, fl)
		switch {
		case t.isRemoval(g, s, fl):
			t.remove(g, s, &summary.Flow{Role: sockapi.Removes, Must: true, Sink: fl.Sink})
			return
		case t.mayRemove(g, s, &f):
			whole := g
			whole.Kind = summary.Itself
			t.mayEnd(whole, s)
			if g.Dir {
				return
			}
		case t.namesSocket(g, s, &f):
			g.Kind = summary.Named
		case t.dialledBy(g, s, &f):
			f.Role = sockapi.Dials
		case f.Role == sockapi.Binds && !f.BindsPath() && g.symbolic() && t.a.FallsBack(s.Instr):
			return // no fault of callers whose port somebody else takes
		}
		t.emit(g, s, f, Now)
	}
}

// writes notes that the callee at s writes f to a file, or to the standard input
// of a process, if that is what it writes to.
func (t *Tracer) writes(f Claim, s *program.Site, fl *summary.Flow) bool {
	switch v := s.Operand(fl.To); {
	case t.a.IsFile(v, 0):
		fl = &summary.Flow{Role: sockapi.Writes, Sink: fl.Sink}
	case ssacode.IsStdin(v):
		fl = &summary.Flow{Role: sockapi.Starts, Sink: fl.Sink}
	default:
		return false
	}
	if t.dialledBy(f, s, fl) {
		fl.Role = sockapi.Dials
	}
	t.emit(f, s, *fl, Now)
	return true
}

// release handles that the callee at s closes the socket that f is about.
func (t *Tracer) release(f Claim, s *program.Site, fl *summary.Flow) {
	switch {
	case t.isTextAt(f.From):
		return // a file, by its name
	case s.Call != nil:
		t.emit(f, s, *fl, timingOf(s.Instr))
	case s.Closure != nil:
		// The literal closes it when somebody calls it.
		f.Kind = summary.Closer
		t.Add(f.at(s.Closure, ""))
	default:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	}
}

// isTextAt reports whether what callers pass at p is text.
func (t *Tracer) isTextAt(p summary.Place) bool {
	var typ types.Type
	switch p.Root {
	case summary.Param:
		typ = t.scope.Fn.Params[p.Index].Type()
	case summary.Captured:
		typ = t.scope.Fn.FreeVars[p.Index].Type()
	case summary.Environ:
		return true
	default:
		return false
	}
	for _, step := range summary.Steps(p.Path) {
		typ = summary.StepType(typ, step)
	}
	if pointer, ok := typ.Underlying().(*types.Pointer); ok {
		typ = pointer.Elem() // of a captured variable
	}
	return ssacode.IsText(typ)
}

// match returns what f says of the thing at the place where the flow starts.
// What is left of its path is below that place.
func (t *Tracer) match(f Claim, s *program.Site, fl *summary.Flow) (Claim, bool) {
	if rest, ok := summary.Cut(f.path, fl.From.Path); ok {
		f.path = rest
	} else if below, ok := summary.Cut(fl.From.Path, f.path); ok {
		if ssacode.IsPointer(f.Val.Type()) && t.overwritten(f.Val, fl.From.Path, s.Instr) {
			return f, false
		}
		f.path = ""
		typ := f.Val.Type()
		for _, step := range summary.Steps(below) {
			if f, ok = descend(f, typ, step); !ok {
				return f, false
			}
			typ = summary.StepType(typ, step)
		}
	} else {
		return f, false
	}
	if summary.IsRemover(f.Kind) && (fl.Role == sockapi.Releases || fl.Role == sockapi.Serves) {
		f.path = withoutSockets(f.Val.Type(), f.path)
	}
	if _, method := summary.CutMethod(f.path); !method && f.path != "" && (!summary.TraitOf(fl.Role).Deep || fl.Of == summary.Socket) {
		return f, false
	}
	var ok bool
	f.Kind, ok = f.part(fl.Of)
	return f, ok
}

// part returns the kind of the thing that takes part in a flow as of says, if f is
// about what is at the place where the flow starts; ok is false if nothing of f
// takes part.
func (f Claim) part(of summary.Kind) (k summary.Kind, ok bool) {
	switch of {
	case summary.Itself:
		return f.Kind, true
	case summary.Address:
		if f.Dir && f.Kind == summary.Socket {
			return summary.Made, true
		}
		return summary.Address, f.Kind == summary.Itself && !f.Dir
	case summary.Closer:
		return summary.Closer, f.Kind == summary.Itself && !f.Dir
	case summary.Made, summary.Named:
		if f.Kind == summary.Address || f.Kind == summary.Named {
			return f.Kind, true
		}
		return of, f.isPath() || f.Kind == summary.Parent
	case summary.Parent:
		if f.isInside() {
			return summary.Itself, true
		}
		return summary.Parent, f.mayBeInside()
	case summary.Socket:
		return summary.Socket, summary.IsMade(f.Kind) || f.Kind == summary.Itself && f.symbolic()
	case summary.Remover:
		switch f.Kind {
		case summary.Itself:
			return summary.Remover, f.isPath()
		case summary.Parent:
			return summary.ParentRemover, true
		}
		return f.Kind, false // it removes only what is inside
	case summary.Base:
		return summary.Base, f.Kind == summary.Itself && f.isPath()
	case summary.ParentRemover:
		if f.isInside() {
			return summary.Remover, true
		}
		return summary.ParentRemover, f.mayBeInside()
	}
	return f.Kind, false
}

// isInside reports whether f is about the path of something in a directory, or about
// the socket that is bound to it.
func (f Claim) isInside() bool { return summary.IsMade(f.Kind) || f.Dir && f.Kind == summary.Socket }

// mayBeInside reports whether f may turn out to be about such a path or socket, or the
// address of one: callers know.
func (f Claim) mayBeInside() bool {
	return f.symbolic() && (f.Kind == summary.Itself || f.Kind == summary.Address || f.Kind == summary.Socket)
}

// isPath reports whether f may be about a directory, or something inside.
func (f Claim) isPath() bool {
	return summary.IsMade(f.Kind) || f.Kind == summary.Itself && (f.symbolic() || f.Dir)
}

// callback handles that the callee at s calls the function that f is about.
func (t *Tracer) callback(f Claim, s *program.Site, role sockapi.Role) {
	switch {
	case f.Kind == summary.Closer && (role == sockapi.Calls || role == sockapi.Repeats):
		t.emit(f, s, summary.Flow{Role: sockapi.Releases, Must: true}, timingOf(s.Instr))
	case f.Kind == summary.Closer && role == sockapi.Spawns:
		t.emit(f, s, summary.Flow{Role: sockapi.Releases}, Later)
	case summary.IsRemover(f.Kind):
		t.removeLater(f, s, role)
	case f.Kind == summary.Itself && f.symbolic():
		if handed, ok := s.Instr.(ssa.CallInstruction); ok && s.Call == nil && role == sockapi.Calls && t.a.Repeats(handed, s.Fn) {
			role = sockapi.Repeats
		}
		t.emit(f, s, summary.Flow{Role: role, Must: true}, Now)
	}
}

// Deposit adds f about the place to of a site.
func (t *Tracer) Deposit(f Claim, s *program.Site, to summary.Place) {
	switch to.Root {
	case summary.Result:
		if v, prefix := s.Result(to.Index); v != nil {
			t.set.atStart(v)
			t.Add(f.at(v, summary.Join(prefix, to.Path)))
		}
	case summary.Param, summary.Captured:
		if v := s.Operand(to); v != nil {
			t.assign(v, to.Path, f, s.Instr, 0)
		} else if to.Root == summary.Param && s.Call == nil && s.Closure != nil {
			t.Add(f.at(s.Closure, summary.Join(summary.Stored(to.Index), to.Path)))
		}
	case summary.Global:
		t.leave(f, to, s.Instr)
	}
}

// emit records that flow fl takes place at s, about f.
func (t *Tracer) emit(f Claim, s *program.Site, fl summary.Flow, how Timing) {
	if f.Kind == summary.Itself && t.replaced(f.From, s.Instr) {
		return
	}
	fl.From = f.From
	fl.Of = f.Kind
	if summary.TraitOf(fl.Role).Tells {
		fl.Says = f.Says
	}
	if of, ok := summary.Removed[f.Kind]; ok && summary.TraitOf(fl.Role).Ends {
		fl.Of = of // to call a function that removes it is to remove it
	}
	if fl.Sink.Pos == token.NoPos {
		fl.Sink.Pos = s.Instr.Pos()
	}
	t.note(Event{Flow: fl, Instr: s.Instr, Site: s, How: how, Each: ssacode.IsElement(f.Val)})
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
