package trace

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// maxSpread bounds how many stops one spread has.
const maxSpread = 100

// A Traveller is what is followed through cells and results: the port of a closed socket,
// or what there is of a directory. It is comparable.
type Traveller interface {
	// Claim returns what is said of a value that holds it.
	Claim() claim.Claim

	// Meets notes what fn, which found it, does with it.
	Meets(fn *ssa.Function, events []Event)

	// As returns it as it leaves a function that found it.
	As(o summary.Out) Traveller

	// PassesGetters reports whether it is followed to the callers of a method that
	// found it in a field. That may be the field of another value of the type.
	PassesGetters() bool
}

// A Spread follows what functions leave in cells to the functions that find it there.
type Spread struct {
	a    *Follower
	seen map[stop]bool
	work []stop
}

// A stop is where a traveller is found on its way: in a cell, or, if call is set, as a
// result of that call.
type stop struct {
	Traveller
	cell   Cell
	call   *program.Site
	result summary.Place
}

// NewSpread returns a spread in which nothing is left yet.
func NewSpread(a *Follower) *Spread { return &Spread{a: a, seen: map[stop]bool{}} }

// Run follows all that was left, to the end.
func (s *Spread) Run() {
	for len(s.work) > 0 {
		next := s.work[0]
		s.work = s.work[1:]
		s.follow(next)
	}
}

// Leave adds the stops at which what is found that fn leaves at place to.
func (s *Spread) Leave(what Traveller, fn *ssa.Function, to summary.Place) {
	next := stop{Traveller: what}
	if to.Root == summary.Result {
		next.result = to
		for _, call := range s.a.Callers(fn) {
			next.call = call
			s.add(next)
		}
	} else if c, ok := cellOf(s.a, fn, to); ok {
		next.cell = c
		s.add(next)
	}
}

func (s *Spread) add(next stop) {
	if !s.seen[next] && len(s.seen) < maxSpread {
		s.seen[next] = true
		s.work = append(s.work, next)
	}
}

// follow follows a traveller from a stop on.
func (s *Spread) follow(at stop) {
	if at.call != nil {
		fn := at.call.Instr.Parent()
		t := s.a.NewTracer(s.a.Scope(fn))
		t.Deposit(at.Claim(), at.call, at.result)
		s.found(at, fn, t.Run())
		return
	}
	s.a.wantFinders(at.cell, !at.Claim().Dir)
	for _, fn := range s.a.finders(at.cell) {
		t := s.a.NewTracer(s.a.Scope(fn))
		if seeds := Seeds(s.a, at.cell, at.Claim(), fn); t.fetches(at.cell, at.Claim()) || len(seeds) > 0 {
			s.found(at, fn, t.Run(seeds...))
		}
	}
}

// found notes what fn does, by events, with the traveller that it found at a stop,
// and follows it to where fn leaves it in turn.
func (s *Spread) found(at stop, fn *ssa.Function, events []Event) {
	at.Meets(fn, events)
	for _, o := range OutsOf(events) {
		if o.To.Root != summary.Result || at.call != nil || at.cell.Glob != nil || at.PassesGetters() {
			s.Leave(at.As(o), fn, o.To)
		}
	}
}

// fetches adds f where callees get it from the cell, a variable of another package, and
// reports whether any do.
func (t *Tracer) fetches(c Cell, f claim.Claim) (found bool) {
	for _, s := range t.scope.Sites {
		if c.Glob == nil || s.Sum == nil {
			continue
		}
		for _, fl := range s.Sum.Globals() {
			named, ok := fl.Named(c.path, s.Constant)
			if ok && named.From.Path == c.path && variableOf(c.Glob) == any(fl.From.Global) {
				found = true
				t.Deposit(f.Within(fl.Role == sockapi.Carries), s, named.To)
			}
		}
	}
	return found
}

// A Cell is memory that functions share otherwise than through calls that can
// be seen: a package-level variable, or a field of any value of a type. Test
// suites keep ports in such fields: one method sets them, and another one,
// which the framework calls, uses them.
type Cell struct {
	typ  *types.TypeName
	Glob *ssa.Global
	path string
}

// cellOf returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func cellOf(a *Follower, fn *ssa.Function, to summary.Place) (Cell, bool) {
	switch to.Root {
	case summary.Global:
		return Cell{Glob: a.GlobalOf(to.Global), path: to.Path}, true
	case summary.Param:
		if to.Path == "" || to.Index >= len(fn.Params) {
			return Cell{}, false
		}
		method := to.Index == 0 && fn.Signature.Recv() != nil
		name := ssacode.TypeName(fn.Params[to.Index].Type())
		return Cell{typ: name, path: to.Path}, name != nil && (method || len(a.Callers(fn)) == 0)
	}
	return Cell{}, false
}

// holders returns the values in fn, of the type of c, whose field is looked at that c
// is or is in. They may be other values than the one that has the directory: that is
// good enough for who may remove it.
func holders(fn *ssa.Function, c Cell) []ssa.Value {
	var all []ssa.Value
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			var of ssa.Value
			field := 0
			switch i := instr.(type) {
			case *ssa.FieldAddr:
				of, field = i.X, i.Field
			case *ssa.Field:
				of, field = i.X, i.Field
			default:
				continue
			}
			if ssacode.TypeName(of.Type()) != c.typ {
				continue
			}
			if _, ok := summary.Cut(c.path, ssacode.FieldName(of.Type(), field)); ok {
				all = append(all, of)
			}
		}
	}
	return all
}

// Seeds returns the claims with which fn starts if the cell holds what f says.
func Seeds(a *Follower, c Cell, f claim.Claim, fn *ssa.Function) []claim.Claim {
	var all []claim.Claim
	add := func(v ssa.Value, path string) { all = append(all, f.At(v, path)) }
	if c.Glob == nil {
		for _, p := range fn.Params {
			if ssacode.TypeName(p.Type()) == c.typ {
				add(p, c.path)
			}
		}
		if f.Dir {
			for _, v := range holders(fn, c) {
				add(v, c.path)
			}
		}
		return all
	}
	if len(a.Scope(fn).Uses[c.Glob]) > 0 {
		add(c.Glob, c.path)
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.MUL && i.X == c.Glob && !a.memory.Overwritten(c.Glob, c.path, i, nil) {
					add(i, c.path)
				}
			case *ssa.FieldAddr:
				if rest, ok := summary.Cut(c.path, ssacode.FieldName(i.X.Type(), i.Field)); ok && i.X == c.Glob {
					add(i, rest)
				}
			case *ssa.Return:
				if slices.Contains(i.Results, ssa.Value(c.Glob)) {
					add(c.Glob, c.path)
				}
			}
		}
	}
	return all
}
