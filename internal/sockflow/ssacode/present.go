package ssacode

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Present returns what a condition says if there is a v: it tells it from nil, or asks whether
// it is in a map, or of an interface type. Have one of
//
//	if v != nil
//	if v, ok := m[key]; ok
//	if v, ok := x.(io.Closer); ok
func Present(cond, v ssa.Value) Success {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			return Not(Present(cond.X, v))
		}
	case *ssa.BinOp:
		switch {
		case !IsNil(cond.Y) || !isSame(cond.X, v):
		case cond.Op == token.EQL:
			return WhenFalse
		case cond.Op == token.NEQ:
			return WhenTrue
		}
	case *ssa.Extract:
		if got, ok := plain(v).(*ssa.Extract); ok && got.Tuple == cond.Tuple && cond.Index == 1 && asks(cond.Tuple) {
			return WhenTrue
		}
	}
	return Either
}

// asks reports whether a lookup, or an assertion of an interface type, yields whether there
// is something.
func asks(tuple ssa.Value) bool {
	switch tuple := tuple.(type) {
	case *ssa.Lookup:
		return true
	case *ssa.TypeAssert:
		return types.IsInterface(tuple.AssertedType)
	}
	return false
}

// isSame reports whether v and w are the same value, or are loaded from the same place.
func isSame(v, w ssa.Value) bool {
	v, w = plain(v), plain(w)
	if v == w {
		return true
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		w, ok := w.(*ssa.UnOp)
		return ok && v.Op == token.MUL && w.Op == token.MUL && isSame(v.X, w.X)
	case *ssa.FieldAddr:
		w, ok := w.(*ssa.FieldAddr)
		return ok && v.Field == w.Field && isSame(v.X, w.X)
	}
	return false
}

// plain returns v as it was before it was converted.
func plain(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return v
		}
	}
}
