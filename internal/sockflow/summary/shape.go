package summary

import (
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// Carries reports whether a value of type t can hold a socket, an address or a port.
func Carries(t types.Type) bool {
	if name := ssacode.TypeName(t); name != nil && name.Pkg() != nil && portless[name.Pkg().Path()] && !isHolder(name) {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.Int8 || u.Kind() == types.Uint8 {
			return false // too small for a port
		}
		// The iterator of a map, ssa.Range, is an unsafe pointer to go/ssa.
		return u.Kind() == types.UnsafePointer || u.Info()&(types.IsString|types.IsInteger) != 0
	case *types.Interface:
		return !ssacode.IsError(t)
	}
	return true
}

// portless are packages of std none of whose types is ever made of a port. Many
// values are of such types; not to follow them saves most of the work.
var portless = map[string]bool{
	"go/ast": true, "go/parser": true, "go/printer": true, "go/scanner": true, "go/token": true, "go/types": true,
	"hash": true, "io/fs": true, "math/big": true, "reflect": true, "regexp": true, "regexp/syntax": true,
	"runtime": true, "sync": true, "testing": true, "time": true, "unicode": true,
}

// isHolder reports whether the type of one of those packages holds values of any type.
func isHolder(name *types.TypeName) bool {
	return name.Pkg().Path() == "sync" && (name.Name() == "Map" || name.Name() == "Pool")
}

// StepType returns the type of what is one step inside a value of type t; t
// itself if that cannot be told.
func StepType(t types.Type, step string) types.Type {
	if inside := stepInto(t, step); inside != nil {
		return inside
	}
	return t
}

// stepInto is StepType, but nil if that cannot be told.
func stepInto(t types.Type, step string) types.Type {
	for p := pointerTo(t); p != nil; p = pointerTo(t) {
		t = p.Elem() // what a captured variable holds may be a pointer, too
	}
	if f := ssacode.Field(t, step); f != nil {
		return f.Type()
	}
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok && IsElementStep(step) {
		return e.Elem()
	}
	return nil
}

func pointerTo(t types.Type) *types.Pointer {
	p, _ := t.Underlying().(*types.Pointer)
	return p
}

// Typed returns the part of path that leads through fields and elements of t: what an
// interface has inside, and what a function does, is known to callers only.
func Typed(t types.Type, path string) string {
	known, rest := "", path
	for rest != "" {
		var step string
		step, rest, _ = strings.Cut(rest, ".")
		if t = stepInto(t, step); t == nil {
			break
		}
		known = Join(known, step)
	}
	return known
}

// TypeAt returns the type of what is at path below a value of type t, nil if that can't be told.
func TypeAt(t types.Type, path string) types.Type {
	for path != "" && t != nil {
		var step string
		step, path, _ = strings.Cut(path, ".")
		t = stepInto(t, step)
	}
	return t
}

// InChannel reports whether what is at path below a value of type t is in a channel, or was
// taken out of one by then.
func InChannel(t types.Type, path string) bool {
	for rest := path; rest != "" && strings.Contains(rest, Element); {
		var step string
		step, rest, _ = strings.Cut(rest, ".")
		for p := pointerTo(t); p != nil; p = pointerTo(t) {
			t = p.Elem()
		}
		if _, ok := t.Underlying().(*types.Chan); ok {
			return true
		}
		if t = stepInto(t, step); t == nil {
			break
		}
	}
	return false
}

// ToReference divides path, below a value of type t, into the fields on the way to a pointer,
// channel, map or slice, and the rest, which goes on in what that refers to.
func ToReference(t types.Type, path string) (fields, rest string) {
	rest = path
	for rest != "" {
		if _, ok := t.Underlying().(*types.Struct); !ok {
			break
		}
		var step string
		step, rest, _ = strings.Cut(rest, ".")
		fields = Join(fields, step)
		t = StepType(t, step)
	}
	return fields, rest
}

// StandsFor reports whether field of the struct type t holds the port of a
// value that stands for an address as a whole, such as a net.TCPAddr.
func StandsFor(t types.Type, field string) bool {
	row := sockapi.LookupType(ssacode.TypeName(t))
	return row != nil && slices.Contains(row.Address, field)
}

// LeadsBack reports whether path, below a value of type t, goes through a struct type
// twice, as the links of lists and trees do, and those from a thing to what it is part of.
// Nobody keeps a port behind those.
func LeadsBack(t types.Type, path string) bool {
	var through []*types.TypeName
	for rest := path; ; {
		if ssacode.StructOf(t) != nil {
			name := ssacode.TypeName(t)
			if name != nil && slices.Contains(through, name) {
				return true
			}
			through = append(through, name)
		}
		if rest == "" {
			return false
		}
		var step string
		step, rest, _ = strings.Cut(rest, ".")
		if t = stepInto(t, step); t == nil {
			return false
		}
	}
}
