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
	if name := ssacode.TypeName(t); name != nil && name.Pkg() != nil && portless[name.Pkg().Path()] {
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
