package origin

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// A Set is what a value of function or interface type can be.
type Set struct {
	Made   []ssa.Value     // functions, closures, and where values are made interface values
	Open   bool            // it can be something else, too: who calls the function knows, or nobody
	Shared bool            // some are in a field of any value of a type: others may be in this one
	Chosen bool            // a key or an argument chooses one of them
	Bodies []*ssa.Function // whose results are among it, and which have no body
	Given  []*ssa.Function // whose callers pass it
}

// maxVisits bounds how many values are looked at for one.
const maxVisits = 100

// A search is the way back from one value.
type search struct {
	*Index
	Set
	seen map[ssa.Value]bool
	fn   bool // of a function, not of an interface value

	captured bool // it went through a variable that a literal captures
}

// Of returns what v can be: the functions, or, where a method of it is called, the interface
// values.
func (x *Index) Of(v ssa.Value, method bool) Set {
	s := &search{Index: x, seen: map[ssa.Value]bool{}, fn: !method}
	s.value(v)
	return s.Set
}

// visits reports whether v is to be looked at: it was not before.
func (s *search) visits(v ssa.Value) bool {
	if s.seen[v] {
		return false
	}
	if len(s.seen) >= maxVisits {
		s.Open = true
		return false
	}
	s.seen[v] = true
	return true
}

func (s *search) all(values []ssa.Value) {
	for _, v := range values {
		s.value(v)
	}
}

// value adds what v can be.
func (s *search) value(v ssa.Value) {
	if !s.visits(v) {
		return
	}
	switch v := v.(type) {
	case *ssa.Function, *ssa.MakeClosure:
		s.Made = append(s.Made, v)
	case *ssa.MakeInterface:
		s.boxed(v)
	case *ssa.Const: // nil
	case *ssa.ChangeType:
		s.value(v.X)
	case *ssa.ChangeInterface:
		s.value(v.X)
	case *ssa.TypeAssert:
		s.asserted(v)
	case *ssa.Phi:
		s.all(v.Edges)
	case *ssa.UnOp:
		s.loaded(v)
	case *ssa.Field:
		s.field(fieldOf(v.X.Type(), v.Field))
	case *ssa.Lookup:
		s.at(v.X, v.Index)
	case *ssa.Index:
		s.at(v.X, v.Index)
	case *ssa.Extract:
		s.extracted(v)
	case *ssa.Call:
		s.result(v, 0)
	case *ssa.Parameter:
		s.passed(v)
	default:
		s.Open = true
	}
}

// passed adds what callers pass for a parameter, if that is not for them to find out, since
// it was stored in a field, or a literal captures it.
func (s *search) passed(p *ssa.Parameter) {
	s.Open = true
	if !s.captured && !s.Shared {
		return
	}
	s.Shared = true
	s.Given = append(s.Given, outermost(p.Parent()))
	for _, call := range s.calls[p.Parent()] {
		s.value(call.Args[slices.Index(p.Parent().Params, p)])
	}
}

// boxed adds what v makes an interface value of, if that is what was asked for, or v.
func (s *search) boxed(v *ssa.MakeInterface) {
	switch {
	case !s.fn:
		s.Made = append(s.Made, v)
	case ssacode.IsFunc(v.X.Type()):
		s.value(v.X)
	}
}

// asserted adds what v can be, which an interface value is asserted to be.
func (s *search) asserted(v *ssa.TypeAssert) {
	if s.fn || types.IsInterface(v.AssertedType) {
		s.value(v.X)
		return
	}
	s.Open = true
}

// loaded adds what a variable can hold, or what comes out of a channel.
func (s *search) loaded(v *ssa.UnOp) {
	switch v.Op {
	case token.MUL:
		s.memory(v.X, v)
	case token.ARROW:
		s.elements(v.X, nil)
	default:
		s.Open = true
	}
}

// extracted adds what element i of a tuple can be.
func (s *search) extracted(v *ssa.Extract) {
	switch tuple := v.Tuple.(type) {
	case *ssa.Call:
		s.result(tuple, v.Index)
	case *ssa.Lookup:
		s.at(tuple.X, tuple.Index)
	case *ssa.TypeAssert:
		s.asserted(tuple)
	case *ssa.UnOp:
		s.elements(tuple.X, nil)
	case *ssa.Next:
		if of, ok := tuple.Iter.(*ssa.Range); ok && v.Index == 2 {
			s.elements(of.X, nil)
			return
		}
		s.Open = true
	default:
		s.Open = true
	}
}

// result adds what result i of a call can be.
func (s *search) result(call *ssa.Call, i int) {
	fn := call.Call.StaticCallee()
	if fn == nil {
		s.Open = true
		return
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	switch {
	case len(fn.Blocks) > 0:
		s.Chosen = s.Chosen || len(call.Call.Args) > 0
		for _, ret := range ssacode.Returns(fn) {
			if i < len(ret.Results) {
				s.value(ret.Results[i])
			}
		}
	case fn.Pkg == call.Parent().Pkg && fn.Object() != nil:
		s.Bodies = append(s.Bodies, fn)
		s.Open = true
	default:
		operands := s.Identity(&call.Call)
		s.Open = s.Open || len(operands) == 0
		s.all(operands)
	}
}

// memory adds what the variable, field or element at addr can hold where load reads it.
func (s *search) memory(addr ssa.Value, load *ssa.UnOp) {
	if !s.visits(addr) {
		return
	}
	switch addr := addr.(type) {
	case *ssa.Alloc:
		s.stored(latest(s.Stores(addr), load))
	case *ssa.FreeVar:
		if bound := s.Binding(addr); bound != nil {
			s.captured = true
			s.memory(bound, load)
			return
		}
		s.Open = true
	case *ssa.Global:
		s.stored(latest(s.GlobalStores[addr], load))
		s.Open = s.Open || token.IsExported(addr.Name())
	case *ssa.FieldAddr:
		if own := storesAt(addr); len(own) > 0 {
			s.stored(latest(own, load))
			return
		}
		s.field(fieldOf(addr.X.Type(), addr.Field))
	case *ssa.IndexAddr:
		s.at(addr.X, addr.Index)
	default:
		s.Open = true
	}
}

// stored adds what is stored.
func (s *search) stored(stores []*ssa.Store) {
	for _, store := range stores {
		s.value(store.Val)
	}
	s.Open = s.Open || len(stores) == 0
}

// latest returns the one of the stores that always comes before load in its function, after
// all others there; all of them, if there is none.
func latest(stores []*ssa.Store, load *ssa.UnOp) []*ssa.Store {
	for _, last := range stores {
		if last.Parent() != load.Parent() || !ssacode.Dominates(last, load) {
			continue
		}
		later := func(other *ssa.Store) bool {
			return other != last && other.Parent() == load.Parent() && !ssacode.Dominates(other, last)
		}
		if !slices.ContainsFunc(stores, later) {
			return []*ssa.Store{last}
		}
	}
	return stores
}

// storesAt returns the stores to the very field that addr is of, where the function makes
// the struct, field by field, and hands on no more than its address.
func storesAt(addr *ssa.FieldAddr) []*ssa.Store {
	alloc, ok := addr.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var all []*ssa.Store
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == alloc {
				return nil
			}
		case *ssa.FieldAddr:
			if ref.Field != addr.Field {
				continue
			}
			for _, use := range *ref.Referrers() {
				if store, ok := use.(*ssa.Store); ok && store.Addr == ref {
					all = append(all, store)
				}
			}
		}
	}
	return all
}

// field adds what the package stores in a field of any value of its type.
func (s *search) field(field *types.Var) {
	if field == nil {
		s.Open = true
		return
	}
	s.Shared = true
	s.all(s.fields[field])
	s.Open = s.Open || field.Exported() || len(s.fields[field]) == 0
}
