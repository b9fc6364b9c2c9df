package origin

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// at adds what the element at index of the collection v can be. Unless that goes through all
// of them in a loop, or is constant, it chooses one.
func (s *search) at(v, index ssa.Value) {
	switch i := index.(type) {
	case *ssa.Const, *ssa.Phi:
	case *ssa.BinOp: // go/ssa counts from -1 in a range loop
		_, loop := i.X.(*ssa.Phi)
		s.Chosen = s.Chosen || !loop
	default:
		s.Chosen = true
	}
	s.elements(v, index)
}

// elements adds what the element at index of the collection v can be: of a slice, an array or
// its address, a map or a channel; any, if index is nil.
func (s *search) elements(v, index ssa.Value) {
	if !s.visits(v) {
		return
	}
	s.putInto(v, index)
	switch v := v.(type) {
	case *ssa.Alloc:
		for _, store := range s.Stores(v) {
			s.elements(store.Val, index)
		}
	case *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.Const:
	case *ssa.Slice:
		if v.Low != nil {
			index = nil
		}
		s.elements(v.X, index)
	case *ssa.ChangeType:
		s.elements(v.X, index)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			s.elements(edge, index)
		}
	case *ssa.UnOp:
		if v.Op != token.MUL {
			s.Open = true
			return
		}
		s.held(v.X, index)
	case *ssa.Call:
		s.appended(v)
	default:
		s.Open = true
	}
}

// putInto adds what is stored at index of the collection v by that name of it.
func (s *search) putInto(v, index ssa.Value) {
	refs := v.Referrers()
	if refs == nil {
		return
	}
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.IndexAddr:
			if differ(ref.Index, index) {
				continue
			}
			for _, use := range *ref.Referrers() {
				if store, ok := use.(*ssa.Store); ok && store.Addr == ref {
					s.value(store.Val)
				}
			}
		case *ssa.MapUpdate:
			if ref.Map == v && !differ(ref.Key, index) {
				s.value(ref.Value)
			}
		case *ssa.Send:
			if ref.Chan == v {
				s.value(ref.X)
			}
		}
	}
}

// held adds the elements of the collections that the variable or field at addr can hold.
func (s *search) held(addr, index ssa.Value) {
	var values []ssa.Value
	switch addr := addr.(type) {
	case *ssa.Alloc:
		for _, store := range s.Stores(addr) {
			values = append(values, store.Val)
		}
		s.putIntoLoads(addr, index)
	case *ssa.FreeVar:
		if bound := s.Binding(addr); bound != nil {
			s.putIntoLoads(addr, index)
			s.held(bound, index)
			return
		}
	case *ssa.Global:
		for _, store := range s.GlobalStores[addr] {
			values = append(values, store.Val)
		}
		s.Open = s.Open || token.IsExported(addr.Name())
	case *ssa.FieldAddr:
		if field := fieldOf(addr.X.Type(), addr.Field); field != nil {
			s.Shared = true
			s.Open = s.Open || field.Exported()
			values = s.fields[field]
		}
	}
	s.Open = s.Open || len(values) == 0
	for _, v := range values {
		s.elements(v, index)
	}
}

// putIntoLoads adds what is stored in the collections that are loaded from the variable at
// addr.
func (s *search) putIntoLoads(addr, index ssa.Value) {
	for _, ref := range *addr.Referrers() {
		if load, ok := ref.(*ssa.UnOp); ok && s.visits(load) {
			s.putInto(load, index)
		}
	}
}

// appended adds the elements of what a call of append yields.
func (s *search) appended(call *ssa.Call) {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
		for _, arg := range call.Call.Args {
			s.elements(arg, nil)
		}
		return
	}
	s.Open = true
}

// differ reports whether two indices are constants that are not the same.
func differ(a, b ssa.Value) bool {
	x, okX := a.(*ssa.Const)
	y, okY := b.(*ssa.Const)
	return okX && okY && x.Value != nil && y.Value != nil && !constant.Compare(x.Value, token.EQL, y.Value)
}
