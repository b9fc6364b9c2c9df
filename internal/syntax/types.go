package syntax

import (
	"go/token"
	"go/types"
	"strings"
)

// Method returns the exported method of that name of t, or nil.
func Method(t types.Type, name string) *types.Func {
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// HasMethod reports whether t has an exported method of that name.
func HasMethod(t types.Type, name string) bool { return Method(t, name) != nil }

// IsBasic reports whether t is one of the basic types that info describes.
func IsBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&info != 0
}

// FirstResult returns the type of the first value that an expression of type t yields.
func FirstResult(t types.Type) types.Type {
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		return tuple.At(0).Type()
	}
	return t
}

// TypeName returns the name of a type, or of what it points to; nil if it has none.
func TypeName(t types.Type) *types.TypeName {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// IsVisible reports whether the name of v stands for v at pos, in pkg.
func IsVisible(pkg *types.Package, v *types.Var, pos token.Pos) bool {
	scope := pkg.Scope().Innermost(pos)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(v.Name(), pos)
	return obj == v
}

// IsStandard reports whether the package at path is of the standard library: only
// there does a path begin with a word that has no dot.
func IsStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}
