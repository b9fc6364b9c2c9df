package sockflow

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// followDir finds out what becomes of the directory that is source number i of the
// callee at site s. It returns the source that the function's own callers see, or
// nil.
func (a *analyzer) followDir(sc *scope, s *site, i int) *source {
	src := s.sum.sources[i]
	parent := yes
	if src.zero.root != nowhere {
		v := s.operand(src.zero)
		if v == nil || src.zero.path != "" {
			return nil
		}
		if parent = a.tempParent(v, 0); parent == unknown {
			return nil // it goes when the directory goes that it is made in
		}
	}
	d := a.dirAt(s, i, src)
	if d.Asked = !parent.zero; !d.Asked {
		d.prove()
	}
	t := a.newTracer(sc)
	for _, o := range src.outs {
		t.deposit(fact{kind: o.kind, dir: true}, s, o.to)
	}
	events := t.trace()
	d.forget()
	d.observe(events, false)
	line := d.endsIn(sc.fn, s.instr, events)

	out := source{dir: d, origin: src.origin, zero: parent.from, outs: outsOf(events)}
	d.outs = out.outs
	if len(out.outs) == 0 || d.Lost || line.atReturns() == released {
		return nil
	}
	return &out
}

// dirAt returns the directory that source number i of the callee at s is about, as
// the function sees it that has s.
func (a *analyzer) dirAt(s *site, i int, src source) *Dir {
	key := endpointKey{instr: s.instr, index: i}
	if d := a.dirs[key]; d != nil {
		return d
	}
	d := &Dir{Make: s.instr.Pos(), Name: s.name(), fn: s.instr.Parent()}
	a.dirs[key] = d
	for _, o := range src.outs {
		d.Path = d.Path || o == out{itself, place{root: result}}
		d.Offered = d.Offered || o.kind == remover
	}
	switch {
	case src.dir.fn != nil:
		d.Maker = src.dir
		src.dir.Takers = append(src.dir.Takers, d)
		if s.fn.Parent() != nil { // a literal that somebody calls
			d.Make, d.Name = src.dir.Make, src.dir.Name
		}
	case s.obj != nil && s.obj.Pkg() != nil && sockapi.Lookup(s.obj) == nil:
		d.Package, d.Origin = s.obj.Pkg().Path(), src.origin
	}
	return d
}

// forget forgets what was seen before in the same function, which is analyzed more than
// once if it calls itself.
func (d *Dir) forget() {
	d.Sockets, d.Removals, d.Leaks, d.variables = nil, nil, nil, nil
	d.Unsure, d.Lost, d.Closed = false, false, false
}

// prove notes that the directory is one that nobody removes along with another.
func (d *Dir) prove() {
	for ; d != nil; d = d.Maker {
		d.Proven = true
	}
}

// observe notes what happens to the directory, in its function or beyond.
func (d *Dir) observe(events []event, beyond bool) {
	for _, ev := range events {
		switch role := dirUses[ev.role]; {
		case ev.role == sockapi.Removes || ev.role == sockapi.Unlinks:
			d.remove(ev, events, beyond)
		case ev.role == sockapi.Releases && ev.of == socket:
			d.Closed = d.Closed || ev.how == now || ev.how == exit
		case ev.role == keeps && !isMade(ev.of) && ev.of != socket:
			d.Lost = true
			d.note(ev.instr.Pos(), "given to "+handedTo(ev)+", which cannot be seen into")
		case ev.role == sockapi.Sets && ev.of != named:
			d.variables = append(d.variables, ev.variable)
		case role != 0 && (ev.of == named || isMade(ev.of) && role == Bind):
			d.Sockets = append(d.Sockets, Use{
				Role: role, Name: ev.site.name(), Pos: ev.instr.Pos(), Sink: ev.sink.name, At: ev.sink.pos,
			})
		}
	}
}

// dirUses are the uses of a path that tell of a socket.
var dirUses = map[sockapi.Role]Role{
	sockapi.Binds:  Bind,
	sockapi.Starts: Process,
	sockapi.Sets:   Env,
	sockapi.Writes: File,
	names:          Named,
	given:          Unknown,
	keeps:          Unknown,
}

// remove notes a removal of the directory, or of something in it.
func (d *Dir) remove(ev event, events []event, beyond bool) {
	r := Removal{
		Pos: ev.sink.pos, Name: cmp.Or(ev.sink.name, ev.site.name()), Whole: !isMade(ev.of),
		Failed: ev.fail || afterError(ev.instr.Block()), Beyond: beyond,
	}
	if r.Whole && ev.role == sockapi.Unlinks && !emptied(ev, events) {
		r.Whole, r.Full = false, true
	}
	if r.Whole && !ev.fail && ev.how == later {
		d.Lost = true // at any time, if it comes to that
	}
	if !slices.Contains(d.Removals, r) {
		d.Removals = append(d.Removals, r)
	}
}

// emptied reports whether the directory may be empty when ev removes it, if that
// works only then. It is not if a socket is bound in it whose file stays.
func emptied(ev event, events []event) bool {
	bound, gone := false, false
	for _, other := range events {
		switch {
		case other.role == sockapi.Binds && other.instr.Parent() == ev.instr.Parent():
			bound = true
		case isEnd(other.role) && isMade(other.of), other.role == sockapi.Serves, other.role == keeps,
			other.role == sockapi.Carries && (other.of == socket || isMade(other.of)):
			gone = true
		case other.role == sockapi.Releases && other.of == socket:
			late := ev.how == exit && other.how == exit && dominates(other.instr, ev.instr)
			gone = gone || !late
		}
	}
	return gone || !bound
}

// endsIn notes where fn ends and the directory, which it gets at birth, is still
// there, or may be. It returns the states of the directory.
func (d *Dir) endsIn(fn *ssa.Function, birth ssa.Instruction, events []event) *lifeline {
	changes := map[ssa.Instruction][]change{birth: {{born: held}}}
	for _, ev := range events {
		if ev.role != sockapi.Releases && !isMade(ev.of) && !ev.fail && !(ev.role == sockapi.Unlinks && !emptied(ev, events)) {
			noteRelease(changes, ev)
		}
	}
	line := newLifeline(fn, absent, changes)
	for _, end := range endingsOf(fn) {
		if !dominates(birth, end.instr) {
			continue
		}
		switch s := line.stateAt(end.instr); {
		case s.life == held:
			d.Leaks = append(d.Leaks, Leak{Pos: end.pos(), Quits: end.quits, Skipped: s.defr == released, Failed: end.failed})
		case s.life == unsure && !end.failed:
			d.Unsure = true
		}
	}
	return line
}

// outsOf returns what callers see of the thing that events are about.
func outsOf(events []event) []out {
	var outs []out
	for _, ev := range events {
		if o := (out{ev.of, ev.to}); ev.role == sockapi.Carries && !slices.Contains(outs, o) {
			outs = append(outs, o)
		}
	}
	return outs
}

// settleDirs follows the directories that functions leave in cells and in the
// environment, and tells how each one is left to others.
func (a *analyzer) settleDirs() {
	for _, d := range a.dirs {
		a.spreadDir(d)
		for _, name := range d.variables {
			a.inEnvironment(d, name)
		}
		for _, o := range d.outs {
			d.leave(o.kind, a.whom(d.fn, o.to))
		}
	}
}

// Elsewhere reports whether others see to the directory: code that cannot be seen, or
// a function that finds it in a field or variable.
func (d *Dir) Elsewhere() bool {
	return d.Lost || slices.ContainsFunc(d.Removals, func(r Removal) bool { return r.Whole && r.Beyond })
}

// sortedDirs returns the directories in the order of their positions.
func (a *analyzer) sortedDirs() []*Dir {
	all := slices.Collect(maps.Values(a.dirs))
	slices.SortFunc(all, func(x, y *Dir) int { return cmp.Or(cmp.Compare(x.Make, y.Make), cmp.Compare(x.Origin, y.Origin)) })
	for _, d := range all {
		d.Sockets = sortedUses(d.Sockets)
		slices.SortFunc(d.Takers, func(x, y *Dir) int { return cmp.Compare(x.Make, y.Make) })
	}
	return all
}

func (d *Dir) leave(k kind, to Whom) {
	if l := (Left{whats[k], to}); !slices.Contains(d.Left, l) {
		d.Left = append(d.Left, l)
	}
}

// whom tells who gets what fn leaves at a place.
func (a *analyzer) whom(fn *ssa.Function, to place) Whom {
	switch to.root {
	case captured:
		return Enclosing
	case global:
		return Variable
	case param:
		return Field
	}
	obj, declared := fn.Object().(*types.Func)
	switch {
	case declared && obj.Exported() && a.visible(obj):
		return Foreign
	case len(a.callers[fn]) == 0:
		return Nobody
	}
	return Caller
}

// spreadDir follows what d leaves in fields and variables to the functions that
// find it there.
func (a *analyzer) spreadDir(d *Dir) {
	s := &spread{a: a, seen: map[stop]bool{}}
	for _, o := range d.outs {
		if o.to.root != result {
			s.leave(traveller{dir: d, kind: o.kind}, d.fn, o.to)
		}
	}
	s.run()
}

// note notes what happens to the directory otherwise, once.
func (d *Dir) note(pos token.Pos, what string) {
	if s := (Step{pos, what}); !slices.Contains(d.Trail, s) {
		d.Trail = append(d.Trail, s)
	}
}
