package dirs

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/life"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// followDir finds out what becomes of the directory that is source number i of the
// callee at site s. It returns the source that the function's own callers see, or
// nil.
func (ds *Dirs) followDir(sc *program.Scope, s *program.Site, i int) *summary.Source {
	src := s.Sum.Sources[i]
	maker, _ := src.Thing.(*Dir)
	parent, inTemp := program.Yes, maker == nil || maker.inTemp
	if src.Zero.Root != summary.Nowhere {
		v := s.Operand(src.Zero)
		if v == nil || src.Zero.Path != "" {
			return nil
		}
		if parent = ds.tempParent(v, 0); parent == program.Unknown {
			return nil // it goes when the directory goes that it is made in
		}
		name, constant := v.(*ssa.Const)
		inTemp = !constant || name.Value != nil && name.Value.ExactString() == `""`
	}
	d := ds.dirAt(s, i, src, maker)
	d.inTemp = inTemp
	d.Asked = !parent.Holds
	t := ds.NewTracer(sc)
	for _, o := range src.Outs {
		t.Deposit(claim.Claim{Kind: o.Kind, Dir: true}, s, o.To)
	}
	events := trace.WithoutRemade(t.Run())
	d.forget()
	d.observe(events, false)
	ds.relative(d, sc, events)
	line := d.endsIn(sc, s.Instr, events)

	out := summary.Source{Of: summary.Dirs, Thing: d, Origin: src.Origin, Zero: parent.By, Outs: trace.OutsOf(events)}
	d.outs = out.Outs
	if len(out.Outs) == 0 || d.Lost || line.AtReturns() == life.Released {
		return nil
	}
	return &out
}

// dirAt returns the directory that source number i of the callee at s is about, as
// the function sees it that has s. maker is what the callee sees, if it is in this package.
func (ds *Dirs) dirAt(s *program.Site, i int, src summary.Source, maker *Dir) *Dir {
	key := dirKey{s.Instr, i}
	if d := ds.dirs[key]; d != nil {
		return d
	}
	d := &Dir{Make: s.Instr.Pos(), Name: s.Name(), fn: s.Instr.Parent()}
	ds.dirs[key] = d
	for _, o := range src.Outs {
		d.Path = d.Path || o == summary.Out{Kind: summary.Itself, To: summary.Place{Root: summary.Result}}
		d.Offered = d.Offered || whats[o.Kind] == Remover
	}
	switch {
	case maker != nil:
		d.Maker = maker
		maker.Takers = append(maker.Takers, d)
		if s.Fn.Parent() != nil { // a literal that somebody calls
			d.Make, d.Name = maker.Make, maker.Name
		}
	case s.Obj != nil && s.Obj.Pkg() != nil && sockapi.Lookup(s.Obj) == nil:
		d.Package, d.Origin = s.Obj.Pkg().Path(), src.Origin
	}
	return d
}

// whom tells who gets what fn leaves at a place.
func (ds *Dirs) whom(fn *ssa.Function, to summary.Place) Whom {
	switch to.Root {
	case summary.Captured:
		return Enclosing
	case summary.Global:
		return Variable
	case summary.Param:
		if fields := slices.DeleteFunc(summary.Steps(to.Path), func(step string) bool { return !summary.IsField(step) }); len(fields) > 0 && !token.IsExported(fields[len(fields)-1]) {
			return Own
		}
		return Field
	}
	obj, declared := fn.Object().(*types.Func)
	switch {
	case declared && obj.Exported() && ds.Visible(obj):
		return Foreign
	case len(ds.Callers(fn)) == 0:
		return Nobody
	}
	return Caller
}

// A partOf is what there is of a directory, on its way through cells.
type partOf struct {
	dir  *Dir
	kind summary.Kind
	says sockapi.Reader
}

// Claim implements [trace.Traveller].
func (t partOf) Claim() claim.Claim { return claim.Claim{Kind: t.kind, Dir: true, Says: t.says} }

// Meets implements [trace.Traveller].
func (t partOf) Meets(_ *ssa.Function, events []trace.Event) { t.dir.observe(events, true) }

// As implements [trace.Traveller].
func (t partOf) As(o summary.Out) trace.Traveller {
	t.kind, t.says = o.Kind, o.Says
	return t
}

// PassesGetters is true: it is reason enough to believe that the directory may be removed.
func (t partOf) PassesGetters() bool { return true }

// spread follows what d leaves in fields and variables to the functions that find it
// there.
func (ds *Dirs) spread(d *Dir) {
	s := trace.NewSpread(ds.Follower)
	for _, o := range d.outs {
		if o.To.Root != summary.Result {
			s.Leave(partOf{dir: d, kind: o.Kind}, d.fn, o.To)
		}
	}
	s.Run()
}
