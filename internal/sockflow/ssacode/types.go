package ssacode

import "go/types"

var errorType = types.Universe.Lookup("error").Type()

// IsError reports whether t is the type error.
func IsError(t types.Type) bool { return types.Identical(t, errorType) }

// TypeName returns the name of the type t or, if t is a pointer, of what it points to.
func TypeName(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// StructOf returns the struct type that t, or what t points to, is; nil if none.
func StructOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// FieldName returns the name of field i of the struct type that t, or what t points to, is;
// "" if it is none.
func FieldName(t types.Type, i int) string {
	if s := StructOf(t); s != nil {
		return s.Field(i).Name()
	}
	return ""
}

// Embeds reports whether field is an embedded field of the struct type t.
func Embeds(t types.Type, field string) bool {
	f := Field(t, field)
	return f != nil && f.Embedded()
}

// Field returns the field of that name of the struct type that t, or what t points to, is;
// nil if there is none.
func Field(t types.Type, name string) *types.Var {
	if s := StructOf(t); s != nil {
		for f := range s.Fields() {
			if f.Name() == name {
				return f
			}
		}
	}
	return nil
}

// IsText reports whether t is a type of strings.
func IsText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// IsNumber reports whether t is a type of integers.
func IsNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// IsPointer reports whether t is a pointer.
func IsPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsReference reports whether values of type t refer to memory that they share with their
// copies, or may do so.
func IsReference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Chan, *types.Interface:
		return true
	}
	return false
}

// IsBool reports whether t is a type of truth values.
func IsBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// IsFunc reports whether t is a type of functions.
func IsFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
