package sockflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// reach follows f into the callee at a site.
func (t *tracer) reach(f fact, u use) {
	if u.at.root == callee {
		t.called(f, u.site)
		return
	}
	s := u.site
	if method, ok := cutMethod(f.path); ok && s.call != nil && s.call.IsInvoke() && u.at == (place{root: param}) && isRemover(f.kind) {
		if method == s.call.Method.Name() {
			t.runsNow(f, s, flow{role: sockapi.Removes, must: true})
		}
		return
	}
	if s.sum == nil {
		t.unseen(f, u)
		return
	}
	t.sweep(f, u)
	t.applyAll(t.paired(f, u), s, s.sum, u.at)
}

// applyAll follows f, which the callee finds at place at, through all that sum
// says of that place.
func (t *tracer) applyAll(f fact, s *site, sum *summary, at place) {
	for i := range sum.flows {
		fl := &sum.flows[i]
		if fl.from.root == at.root && fl.from.index == at.index {
			t.apply(f, s, fl)
		}
	}
}

// called handles the call of the value that f is about.
func (t *tracer) called(f fact, s *site) {
	if i, rest, ok := cutStored(f.path); ok && i < len(s.call.Args) {
		t.assign(s.call.Args[i], rest, f, s.instr, 0)
	}
	if f.path != "" {
		return
	}
	if f.symbolic() && f.kind == itself && s.opaque {
		t.fills(f, s)
	}
	switch {
	case f.kind == closer:
		t.emit(f, s, flow{role: sockapi.Releases, must: true}, timingOf(s.instr))
	case isRemover(f.kind):
		t.emit(f, s, flow{role: sockapi.Removes, must: true}, timingOf(s.instr))
	case f.symbolic() && f.kind == itself && s.opaque:
		role := sockapi.Calls
		switch s.instr.(type) {
		case *ssa.Go:
			role = sockapi.Spawns
		case *ssa.Call:
			if t.a.redraws(attempt{s.instr, s.instr}) {
				role = sockapi.Repeats
			}
		}
		t.emit(f, s, flow{role: role, must: true}, now)
	}
}

// fills follows what the function that f is about, which a caller knows, leaves
// in the structs that s passes to it.
func (t *tracer) fills(f fact, s *site) {
	for i, arg := range s.call.Args {
		if _, ok := arg.Type().Underlying().(*types.Pointer); ok && ssacode.StructOf(arg.Type()) != nil {
			g := f
			g.from = f.from.below(stored(i))
			t.assign(arg, "", g, s.instr, 0)
		}
	}
}

// unseen handles what a site does of which nothing is known.
func (t *tracer) unseen(f fact, u use) {
	s := u.site
	switch f.kind {
	case closer:
		t.emit(f, s, flow{role: sockapi.Releases}, later)
	case remover, parentRemover:
		t.emit(f, s, flow{role: sockapi.Removes}, later)
	}
	switch {
	case f.dir && isPrinted(s, u.at):
	case f.kind == itself && isIterator(s) && (f.dir || f.symbolic()):
		t.mayEnd(f, s) // who ranges over it may remove what it yields
	case f.dir && !s.opaque:
		t.emit(f, s, flow{role: given}, now)
	case s.opaque && s.call.IsInvoke() && u.at.index == 0:
		t.invoke(f, s, flow{role: invokes, sink: sink{name: s.call.Method.Name()}})
	case s.opaque && u.at.root == param && !s.call.IsInvoke():
		t.assign(s.call.Value, join(argument(u.at.index), f.path), f, s.instr, 0)
		if !f.symbolic() {
			t.keep(f, s)
		}
	case s.opaque && !f.symbolic():
		t.keep(f, s)
	}
}

// enter follows f into the function fn, which is called with it as argument i
// by somebody to whom instr hands fn.
func (t *tracer) enter(f fact, fn *ssa.Function, i int, instr ssa.Instruction) {
	s := &site{instr: instr, fn: fn, sum: t.a.summarize(fn)}
	if obj, ok := fn.Object().(*types.Func); ok && len(fn.Blocks) == 0 {
		s.fn, s.obj, s.sum = nil, obj, t.a.external(obj)
	}
	if s.sum == nil {
		return
	}
	t.applyAll(f, s, s.sum, place{root: param, index: i})
}

// invoke handles that a method of the interface value that f is about is
// called, fl.sink.name, at s or in the callee there. If the value was made an
// interface here, it is known which method that is; if not, callers may know.
func (t *tracer) invoke(f fact, s *site, fl flow) {
	if f.dyn != nil {
		sum := t.a.methodOf(f.dyn, fl.sink.name)
		f.dyn = nil // known to the method as a value of its own type
		if sum != nil {
			t.applyAll(f, s, sum, place{root: param, index: 0})
		}
		return
	}
	switch {
	case f.dir && !maySweep(fl.sink.name):
	case s.obj != nil && s.obj.Pkg() != nil && sockapi.IsPassive(s.obj.Pkg().Path()):
	case f.kind == address && f.path == "": // what has methods is not made of the port, but the port itself
	case !f.symbolic():
		t.keep(f, s)
	case f.kind == itself && f.path == "" && (s.call == nil || !s.call.IsInvoke() || mayAct(s.call.Method)):
		t.emit(f, s, fl, now)
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
func (t *tracer) apply(f fact, s *site, fl *flow) {
	g, ok := t.match(f, s, fl)
	if !ok {
		return
	}
	g.says = g.says.Then(fl.says)
	if method, ok := cutMethod(g.path); ok && isRemover(g.kind) {
		t.runs(g, s, fl, method)
		return
	}
	if fl.of == address && !g.symbolic() && !g.dir {
		t.emit(g, s, flow{role: sockapi.Reads}, now)
	}
	switch fl.role {
	case sockapi.Carries:
		t.deposit(g, s, fl.to.below(g.path))
	case sockapi.Parents:
		if g.kind, ok = g.part(parent); ok {
			t.deposit(g, s, fl.to)
		}
	case sockapi.Bases:
		if g.kind == itself && g.isPath() {
			g.kind = base
			t.deposit(g, s, fl.to)
		}
	case sockapi.Formats:
		if !isFormattable(g) {
			return
		}
		v, _ := s.result(fl.to.index)
		g = t.told(g, f, s)
		g = t.formatted(g, v, s)
		if fl.to.root == param && t.writes(g, s, fl) {
			return
		}
		t.deposit(g, s, fl.to)
	case sockapi.Calls, sockapi.Repeats, sockapi.Spawns, sockapi.Defers:
		t.callback(g, s, fl.role)
	case sockapi.Releases:
		if t.releasesOther(f, s, fl) {
			return
		}
		if g.kind == itself {
			t.release(g, s, fl)
		} else if g.dir && g.kind == socket && s.call != nil {
			t.emit(g, s, *fl, timingOf(s.instr))
		}
	case sockapi.MakesNamed:
		if g.kind == itself && g.isPath() && s.call != nil && timingOf(s.instr) == now {
			t.emit(g, s, *fl, now)
		}
	case sockapi.Removes, sockapi.Unlinks:
		t.remove(g, s, fl)
	case invokes:
		t.invoke(g, s, *fl)
	case sockapi.Gets:
	case sweeps:
		if g.dir {
			t.emit(g, s, flow{role: keeps, sink: fl.sink}, now)
		} else if g.symbolic() && g.kind == itself {
			t.emit(g, s, *fl, now)
		}
	case sockapi.Checks, sockapi.Locks, sockapi.Registers:
		t.checks(g, s, fl)
	case sockapi.Serves, sockapi.Duplicates, keeps:
		if g.kind == itself || g.dir && g.kind == socket {
			t.emit(g, s, *fl, now)
		}
	default:
		if isText := g.kind == address || isMade(g.kind) || (g.symbolic() || g.dir) && g.kind == itself; !isText {
			return
		}
		f := *fl
		f.variable = t.a.variableSet(s, fl)
		f.network, f.paths = t.a.bindsOn(s, fl)
		switch {
		case t.isRemoval(g, s, fl):
			t.remove(g, s, &flow{role: sockapi.Removes, must: true, sink: fl.sink})
			return
		case t.mayRemove(g, s, &f):
			whole := g
			whole.kind = itself
			t.mayEnd(whole, s)
			if g.dir {
				return
			}
		case t.namesSocket(g, s, &f):
			g.kind = named
		case t.dialledBy(g, s, &f):
			f.role = sockapi.Dials
		case f.role == sockapi.Binds && !f.bindsPath() && g.symbolic() && t.a.fallsBack(s.instr):
			return // no fault of callers whose port somebody else takes
		}
		t.emit(g, s, f, now)
	}
}

// writes notes that the callee at s writes f to a file, or to the standard input
// of a process, if that is what it writes to.
func (t *tracer) writes(f fact, s *site, fl *flow) bool {
	switch v := s.operand(fl.to); {
	case t.a.isFile(v, 0):
		fl = &flow{role: sockapi.Writes, sink: fl.sink}
	case ssacode.IsStdin(v):
		fl = &flow{role: sockapi.Starts, sink: fl.sink}
	default:
		return false
	}
	if t.dialledBy(f, s, fl) {
		fl.role = sockapi.Dials
	}
	t.emit(f, s, *fl, now)
	return true
}

// release handles that the callee at s closes the socket that f is about.
func (t *tracer) release(f fact, s *site, fl *flow) {
	switch {
	case t.isTextAt(f.from):
		return // a file, by its name
	case s.call != nil:
		t.emit(f, s, *fl, timingOf(s.instr))
	case s.closure != nil:
		// The literal closes it when somebody calls it.
		f.kind = closer
		t.add(f.at(s.closure, ""))
	default:
		t.emit(f, s, flow{role: sockapi.Releases}, later)
	}
}

// isTextAt reports whether what callers pass at p is text.
func (t *tracer) isTextAt(p place) bool {
	var typ types.Type
	switch p.root {
	case param:
		typ = t.scope.fn.Params[p.index].Type()
	case captured:
		typ = t.scope.fn.FreeVars[p.index].Type()
	case environ:
		return true
	default:
		return false
	}
	for _, step := range steps(p.path) {
		typ = stepType(typ, step)
	}
	if pointer, ok := typ.Underlying().(*types.Pointer); ok {
		typ = pointer.Elem() // of a captured variable
	}
	return ssacode.IsText(typ)
}

// match returns what f says of the thing at the place where the flow starts.
// What is left of its path is below that place.
func (t *tracer) match(f fact, s *site, fl *flow) (fact, bool) {
	if rest, ok := cut(f.path, fl.from.path); ok {
		f.path = rest
	} else if below, ok := cut(fl.from.path, f.path); ok {
		if ssacode.IsPointer(f.val.Type()) && t.overwritten(f.val, fl.from.path, s.instr) {
			return f, false
		}
		f.path = ""
		typ := f.val.Type()
		for _, step := range steps(below) {
			if f, ok = descend(f, typ, step); !ok {
				return f, false
			}
			typ = stepType(typ, step)
		}
	} else {
		return f, false
	}
	if isRemover(f.kind) && (fl.role == sockapi.Releases || fl.role == sockapi.Serves) {
		f.path = withoutSockets(f.val.Type(), f.path)
	}
	if _, method := cutMethod(f.path); !method && f.path != "" && (!traitOf(fl.role).deep || fl.of == socket) {
		return f, false
	}
	var ok bool
	f.kind, ok = f.part(fl.of)
	return f, ok
}

// part returns the kind of the thing that takes part in a flow as of says, if f is
// about what is at the place where the flow starts; ok is false if nothing of f
// takes part.
func (f fact) part(of kind) (k kind, ok bool) {
	switch of {
	case itself:
		return f.kind, true
	case address:
		if f.dir && f.kind == socket {
			return made, true
		}
		return address, f.kind == itself && !f.dir
	case closer:
		return closer, f.kind == itself && !f.dir
	case made, named:
		if f.kind == address || f.kind == named {
			return f.kind, true
		}
		return of, f.isPath() || f.kind == parent
	case parent:
		if f.isInside() {
			return itself, true
		}
		return parent, f.mayBeInside()
	case socket:
		return socket, isMade(f.kind) || f.kind == itself && f.symbolic()
	case remover:
		switch f.kind {
		case itself:
			return remover, f.isPath()
		case parent:
			return parentRemover, true
		}
		return f.kind, false // it removes only what is inside
	case base:
		return base, f.kind == itself && f.isPath()
	case parentRemover:
		if f.isInside() {
			return remover, true
		}
		return parentRemover, f.mayBeInside()
	}
	return f.kind, false
}

// isInside reports whether f is about the path of something in a directory, or about
// the socket that is bound to it.
func (f fact) isInside() bool { return isMade(f.kind) || f.dir && f.kind == socket }

// mayBeInside reports whether f may turn out to be about such a path or socket, or the
// address of one: callers know.
func (f fact) mayBeInside() bool {
	return f.symbolic() && (f.kind == itself || f.kind == address || f.kind == socket)
}

// isPath reports whether f may be about a directory, or something inside.
func (f fact) isPath() bool {
	return isMade(f.kind) || f.kind == itself && (f.symbolic() || f.dir)
}

// callback handles that the callee at s calls the function that f is about.
func (t *tracer) callback(f fact, s *site, role sockapi.Role) {
	switch {
	case f.kind == closer && (role == sockapi.Calls || role == sockapi.Repeats):
		t.emit(f, s, flow{role: sockapi.Releases, must: true}, timingOf(s.instr))
	case f.kind == closer && role == sockapi.Spawns:
		t.emit(f, s, flow{role: sockapi.Releases}, later)
	case isRemover(f.kind):
		t.removeLater(f, s, role)
	case f.kind == itself && f.symbolic():
		if handed, ok := s.instr.(ssa.CallInstruction); ok && s.call == nil && role == sockapi.Calls && t.a.repeats(handed, s.fn) {
			role = sockapi.Repeats
		}
		t.emit(f, s, flow{role: role, must: true}, now)
	}
}

// deposit adds f about the place to of a site.
func (t *tracer) deposit(f fact, s *site, to place) {
	switch to.root {
	case result:
		if v, prefix := s.result(to.index); v != nil {
			t.set.atStart(v)
			t.add(f.at(v, join(prefix, to.path)))
		}
	case param, captured:
		if v := s.operand(to); v != nil {
			t.assign(v, to.path, f, s.instr, 0)
		} else if to.root == param && s.call == nil && s.closure != nil {
			t.add(f.at(s.closure, join(stored(to.index), to.path)))
		}
	case global:
		t.leave(f, to, s.instr)
	}
}

// emit records that flow fl takes place at s, about f.
func (t *tracer) emit(f fact, s *site, fl flow, how timing) {
	if f.kind == itself && t.replaced(f.from, s.instr) {
		return
	}
	fl.from = f.from
	fl.of = f.kind
	if traitOf(fl.role).tells {
		fl.says = f.says
	}
	if of, ok := removed[f.kind]; ok && traitOf(fl.role).ends {
		fl.of = of // to call a function that removes it is to remove it
	}
	if fl.sink.pos == token.NoPos {
		fl.sink.pos = s.instr.Pos()
	}
	t.note(event{flow: fl, instr: s.instr, site: s, how: how, each: ssacode.IsElement(f.val)})
}

func timingOf(instr ssa.Instruction) timing {
	switch instr.(type) {
	case *ssa.Defer:
		return exit
	case *ssa.Go:
		return later
	}
	return now
}
