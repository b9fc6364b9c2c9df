package sockflow

import (
	"cmp"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// followDir finds out what becomes of the directory that is source number i of the
// callee at site s. It returns the source that the function's own callers see, or
// nil.
func (a *analyzer) followDir(sc *scope, s *site, i int) *summary.Source {
	src := s.sum.Sources[i]
	maker, _ := src.Thing.(*Dir)
	parent, inTemp := yes, maker == nil || maker.inTemp
	if src.Zero.Root != summary.Nowhere {
		v := s.operand(src.Zero)
		if v == nil || src.Zero.Path != "" {
			return nil
		}
		if parent = a.tempParent(v, 0); parent == unknown {
			return nil // it goes when the directory goes that it is made in
		}
		name, constant := v.(*ssa.Const)
		inTemp = !constant || name.Value != nil && name.Value.ExactString() == `""`
	}
	d := a.dirAt(s, i, src, maker)
	d.inTemp = inTemp
	d.Asked = !parent.zero
	t := a.newTracer(sc)
	for _, o := range src.Outs {
		t.deposit(fact{kind: o.Kind, dir: true}, s, o.To)
	}
	events := withoutRemade(t.trace())
	d.forget()
	d.observe(events, false)
	line := d.endsIn(sc, s.instr, events)

	out := summary.Source{Of: summary.Dirs, Thing: d, Origin: src.Origin, Zero: parent.from, Outs: outsOf(events)}
	d.outs = out.Outs
	if len(out.Outs) == 0 || d.Lost || line.atReturns() == released {
		return nil
	}
	return &out
}

// dirAt returns the directory that source number i of the callee at s is about, as
// the function sees it that has s. maker is what the callee sees, if it is in this package.
func (a *analyzer) dirAt(s *site, i int, src summary.Source, maker *Dir) *Dir {
	key := endpointKey{instr: s.instr, index: i}
	if d := a.dirs[key]; d != nil {
		return d
	}
	d := &Dir{Make: s.instr.Pos(), Name: s.name(), fn: s.instr.Parent()}
	a.dirs[key] = d
	for _, o := range src.Outs {
		d.Path = d.Path || o == summary.Out{Kind: summary.Itself, To: summary.Place{Root: summary.Result}}
		d.Offered = d.Offered || o.Kind == summary.Remover
	}
	switch {
	case maker != nil:
		d.Maker = maker
		maker.Takers = append(maker.Takers, d)
		if s.fn.Parent() != nil { // a literal that somebody calls
			d.Make, d.Name = maker.Make, maker.Name
		}
	case s.obj != nil && s.obj.Pkg() != nil && sockapi.Lookup(s.obj) == nil:
		d.Package, d.Origin = s.obj.Pkg().Path(), src.Origin
	}
	return d
}

// settleDirs finds the directories that go otherwise, follows those that functions
// leave in cells and in the environment, and tells how each one is left to others.
func (a *analyzer) settleDirs() {
	a.settleTemp()
	for _, d := range a.dirs {
		a.spreadDir(d)
		for _, name := range d.variables {
			a.inEnvironment(d, name)
		}
		for _, o := range d.outs {
			d.leave(o.Kind, a.whom(d.fn, o.To))
		}
	}
}

// sortedDirs returns the directories in the order of their positions.
func (a *analyzer) sortedDirs() []*Dir {
	all := slices.Collect(maps.Values(a.dirs))
	slices.SortFunc(all, func(x, y *Dir) int { return cmp.Or(cmp.Compare(x.Make, y.Make), cmp.Compare(x.Origin, y.Origin)) })
	for _, d := range all {
		for _, twin := range d.twins {
			twin.Takers = d.Takers
		}
	}
	for _, d := range all {
		d.Sockets = sortedUses(d.Sockets)
		slices.SortFunc(d.Takers, func(x, y *Dir) int { return cmp.Compare(x.Make, y.Make) })
	}
	return all
}

// whom tells who gets what fn leaves at a place.
func (a *analyzer) whom(fn *ssa.Function, to summary.Place) Whom {
	switch to.Root {
	case summary.Captured:
		return Enclosing
	case summary.Global:
		return Variable
	case summary.Param:
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
		if o.To.Root != summary.Result {
			s.leave(traveller{dir: d, kind: o.Kind}, d.fn, o.To)
		}
	}
	s.run()
}
