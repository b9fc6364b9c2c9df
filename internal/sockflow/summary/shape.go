package summary

import (
	"go/types"
	"slices"

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
	if f := ssacode.Field(t, step); f != nil {
		return f.Type()
	}
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok && IsElementStep(step) {
		return e.Elem()
	}
	return t
}

// StandsFor reports whether field of the struct type t holds the port of a
// value that stands for an address as a whole, such as a net.TCPAddr.
func StandsFor(t types.Type, field string) bool {
	row := sockapi.LookupType(ssacode.TypeName(t))
	return row != nil && slices.Contains(row.Address, field)
}
