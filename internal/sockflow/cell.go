package sockflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A cell is memory that functions share otherwise than through calls that can
// be seen: a package-level variable, or a field of any value of a type. Test
// suites keep ports in such fields: one method sets them, and another one,
// which the framework calls, uses them.
type cell struct {
	typ  *types.TypeName
	glob *ssa.Global
	path string
}

// maxSpread bounds how many cells the port of one package's sockets is followed through.
const maxSpread = 100

// A spread follows the ports of closed sockets, or directories, that functions leave
// in cells to the functions that find them there.
type spread struct {
	a    *analyzer
	seen map[stop]bool
	work []stop
}

// A stop is where a port or a directory is found on its way: in a cell, or, if call
// is set, as a result of that call.
type stop struct {
	traveller
	cell   cell
	call   *site
	result summary.Place
}

// A traveller is what is followed from stop to stop: the port of endpoint, or what
// kind says of dir.
type traveller struct {
	endpoint   *Endpoint
	registered bool // the port is kept in a registry
	dir        *Dir
	kind       summary.Kind
	says       sockapi.Reader
}

// fact returns what is said of a value that holds the traveller.
func (t traveller) fact() fact { return fact{kind: t.kind, dir: t.dir != nil, says: t.says} }

// spread follows the ports that functions leave in cells.
func (a *analyzer) spread() {
	s := &spread{a: a, seen: map[stop]bool{}}
	for _, fn := range a.funcs {
		for _, src := range a.summaries[fn].Sources {
			for _, o := range src.Outs {
				if e, ok := src.Thing.(*Endpoint); ok && src.Released && o.To.Root != summary.Result {
					s.leave(traveller{endpoint: e, registered: src.Registered, kind: summary.Address, says: o.Says}, fn, o.To)
				}
			}
		}
	}
	s.run()
}

// run follows all that was left, to the end.
func (s *spread) run() {
	for len(s.work) > 0 {
		next := s.work[0]
		s.work = s.work[1:]
		s.follow(next)
	}
}

// leave adds the stops at which what is found that fn leaves at place to.
func (s *spread) leave(what traveller, fn *ssa.Function, to summary.Place) {
	next := stop{traveller: what}
	if to.Root == summary.Result {
		next.result = to
		for _, call := range s.a.callers[fn] {
			next.call = call
			s.add(next)
		}
	} else if c, ok := s.a.cellOf(fn, to); ok {
		next.cell = c
		s.add(next)
	}
}

func (s *spread) add(next stop) {
	if !s.seen[next] && len(s.seen) < maxSpread {
		s.seen[next] = true
		s.work = append(s.work, next)
	}
}

// follow follows a traveller from a stop on.
func (s *spread) follow(at stop) {
	if at.call != nil {
		fn := at.call.instr.Parent()
		t := s.a.newTracer(s.a.scopeOf(fn))
		t.deposit(at.fact(), at.call, at.result)
		s.found(at, fn, t.trace())
		return
	}
	for _, fn := range s.a.funcs {
		if seeds := s.a.seeds(at.cell, at.fact(), fn); len(seeds) > 0 {
			s.found(at, fn, s.a.newTracer(s.a.scopeOf(fn)).trace(seeds...))
		}
	}
}

// cellOf returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func (a *analyzer) cellOf(fn *ssa.Function, to summary.Place) (cell, bool) {
	switch to.Root {
	case summary.Global:
		return cell{glob: a.globalOf(to.Global), path: to.Path}, true
	case summary.Param:
		if to.Path == "" || to.Index >= len(fn.Params) {
			return cell{}, false
		}
		method := to.Index == 0 && fn.Signature.Recv() != nil
		name := ssacode.TypeName(fn.Params[to.Index].Type())
		return cell{typ: name, path: to.Path}, name != nil && (method || len(a.callers[fn]) == 0)
	}
	return cell{}, false
}

// globalOf returns the package-level variable that v declares.
func (a *analyzer) globalOf(v *types.Var) *ssa.Global {
	return a.ssa.Prog.Package(v.Pkg()).Members[v.Name()].(*ssa.Global)
}

// found notes what fn does, by events, with the traveller that it found at a stop,
// and follows it to where fn leaves it in turn.
func (s *spread) found(at stop, fn *ssa.Function, events []event) {
	if at.dir != nil {
		at.dir.observe(events, true)
	} else {
		s.a.judge(at.endpoint, newLifeline(s.a.scopeOf(fn), released, nil), attempts{registered: at.registered}, events)
	}
	for _, o := range outsOf(events) {
		// A getter may be that of another value of the type: that is no proof that
		// somebody binds a port, and good enough for who may remove a directory.
		if o.To.Root != summary.Result || at.call != nil || at.cell.glob != nil || at.dir != nil {
			next := at.traveller
			next.says = o.Says
			if at.dir != nil {
				next.kind = o.Kind
			}
			s.leave(next, fn, o.To)
		}
	}
}

// holders returns the values in fn, of the type of c, whose field is looked at that c
// is or is in. They may be other values than the one that has the directory: that is
// good enough for who may remove it.
func holders(fn *ssa.Function, c cell) []ssa.Value {
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

// seeds returns the facts with which fn starts if the cell holds what f says.
func (a *analyzer) seeds(c cell, f fact, fn *ssa.Function) []fact {
	var all []fact
	add := func(v ssa.Value, path string) { all = append(all, f.at(v, path)) }
	if c.glob == nil {
		for _, p := range fn.Params {
			if ssacode.TypeName(p.Type()) == c.typ {
				add(p, c.path)
			}
		}
		if f.dir {
			for _, v := range holders(fn, c) {
				add(v, c.path)
			}
		}
		return all
	}
	if len(a.scopeOf(fn).uses[c.glob]) > 0 {
		add(c.glob, c.path)
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch i := instr.(type) {
			case *ssa.UnOp:
				if i.Op == token.MUL && i.X == c.glob && !(overwrites{a: a}).before(c.glob, c.path, i) {
					add(i, c.path)
				}
			case *ssa.FieldAddr:
				if rest, ok := summary.Cut(c.path, ssacode.FieldName(i.X.Type(), i.Field)); ok && i.X == c.glob {
					add(i, rest)
				}
			}
		}
	}
	return all
}
