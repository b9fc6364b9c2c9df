package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Decision says whether an address asks the kernel to choose the port.
type Decision struct {
	Holds bool
	By    summary.Place // where zero is false: the parameter that decides, or nowhere
}

var (
	Yes     = Decision{Holds: true}
	Unknown = Decision{}
)

// ZeroAddress tells whether v, an address as a string or a struct, has port 0
// or no port, which package net takes for port 0 (net.Listen's documentation).
func (prog *Program) ZeroAddress(v ssa.Value, depth int) Decision {
	if depth > 2*summary.MaxSteps {
		return Unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return Decision{Holds: v.IsNil()}
		}
		return prog.zeroText(v, depth)
	case *ssa.Alloc:
		return prog.zeroStruct(v, depth)
	case *ssa.Parameter, *ssa.UnOp, *ssa.Phi, *ssa.FreeVar, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.Convert:
		return prog.ZeroFlow(v, depth, prog.ZeroAddress)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return prog.zeroResult(call, v.Index, depth)
		}
	case *ssa.Call:
		if verdict := prog.zeroText(v, depth); verdict != Unknown {
			return verdict
		}
		return prog.zeroResult(v, 0, depth)
	case *ssa.BinOp:
		return prog.zeroText(v, depth)
	}
	return Unknown
}

// zeroPort tells whether v, a port as a number or as text, is 0.
func (prog *Program) zeroPort(v ssa.Value, depth int) Decision {
	if depth > 2*summary.MaxSteps {
		return Unknown
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return Unknown
		}
		switch v.Value.Kind() {
		case constant.Int:
			return Decision{Holds: constant.Sign(v.Value) == 0}
		case constant.String:
			s := constant.StringVal(v.Value)
			return Decision{Holds: s == "" || s == "0"}
		}
	case *ssa.Call:
		if len(v.Call.Args) > 0 && ssacode.IsCall(v, "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint") {
			return prog.zeroPort(v.Call.Args[0], depth+1)
		}
	default:
		return prog.ZeroFlow(v, depth, prog.zeroPort)
	}
	return Unknown
}

// ZeroFlow tells about a value by what it is a copy of.
func (prog *Program) ZeroFlow(v ssa.Value, depth int, zero func(ssa.Value, int) Decision) Decision {
	switch v := v.(type) {
	case *ssa.Parameter:
		return Decision{By: PlaceOf(v)}
	case *ssa.ChangeType:
		return zero(v.X, depth+1)
	case *ssa.ChangeInterface:
		return zero(v.X, depth+1)
	case *ssa.MakeInterface:
		return zero(v.X, depth+1)
	case *ssa.Convert:
		return zero(v.X, depth+1)
	case *ssa.Phi:
		return agree(len(v.Edges), func(i int) Decision { return zero(v.Edges[i], depth+1) })
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return Unknown
		}
		if _, ok := v.X.(*ssa.Alloc); ok && ssacode.StructOf(v.Type()) != nil {
			return zero(v.X, depth+1)
		}
		stores := prog.Reaching(v.X, v)
		return agree(len(stores), func(i int) Decision { return zero(stores[i].Val, depth+1) })
	}
	return Unknown
}

// agree returns what all of n verdicts say, unknown if they differ or n is 0.
func agree(n int, at func(int) Decision) Decision {
	if n == 0 {
		return Unknown
	}
	first := at(0)
	for i := 1; i < n; i++ {
		if at(i) != first {
			return Unknown
		}
	}
	return first
}

// zeroStruct tells about the address struct at alloc, such as &net.TCPAddr{}.
func (prog *Program) zeroStruct(alloc *ssa.Alloc, depth int) Decision {
	row := sockapi.LookupType(ssacode.TypeName(alloc.Type()))
	if row == nil {
		return Unknown
	}
	var ports []ssa.Value
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if slices.Contains(row.Address, ssacode.FieldName(alloc.Type(), ref.Field)) {
				for _, store := range prog.Stores(ref) {
					ports = append(ports, store.Val)
				}
			}
		case *ssa.Store:
			if ref.Addr == alloc {
				return prog.ZeroAddress(ref.Val, depth+1)
			}
		}
	}
	if len(ports) == 0 {
		return Yes
	}
	return agree(len(ports), func(i int) Decision { return prog.zeroPort(ports[i], depth+1) })
}

// zeroResult tells about result i of a call that makes an address of another
// one, as net.ResolveTCPAddr and netip.MustParseAddrPort do.
func (prog *Program) zeroResult(call *ssa.Call, i, depth int) Decision {
	s := prog.Site(call)
	if s == nil || s.Sum == nil {
		return Unknown
	}
	for n, v := range ssacode.Operands(s.Call) {
		if !prog.mayBeAddress(v.Type()) {
			continue
		}
		for fl := range s.Sum.From(summary.Place{Root: summary.Param, Index: n}) {
			if (fl.Role == sockapi.Formats || fl.Role == sockapi.Carries) && fl.Of != summary.Socket && fl.From.Path == "" && fl.To == (summary.Place{Root: summary.Result, Index: i}) {
				return prog.ZeroAddress(v, depth+1)
			}
		}
	}
	return Unknown
}

// mayBeAddress reports whether a value of type t as a whole may be an address or a port: the
// structs of a package are more than that.
func (prog *Program) mayBeAddress(t types.Type) bool {
	name := ssacode.TypeName(t)
	return ssacode.StructOf(t) == nil || name != nil && name.Pkg() != prog.Pass.Pkg
}
