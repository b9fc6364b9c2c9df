package binds

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// field returns what the field at path of obj can hold, a struct or a pointer to one. Where obj
// cannot be had, it is not known: other values of its type have other paths.
func (r *reader) field(obj ssa.Value, path string, at view) []Text {
	return r.visited(visit{obj, path, at.frame}, at, func(at view) []Text { return r.inside(obj, path, at) })
}

// inside returns what is at path of obj. The host in a URL is no path: to ask who says what it
// is would be in vain.
func (r *reader) inside(obj ssa.Value, path string, at view) []Text {
	if name := ssacode.TypeName(obj.Type()); path == "Host" && name != nil && name.Pkg() != nil && name.Pkg().Path() == "net/url" {
		return at.unknown()
	}
	switch obj := obj.(type) {
	case *ssa.Alloc:
		return r.filled(obj, path, at)
	case *ssa.Global:
		return r.filledGlobal(obj, path, at)
	case *ssa.FreeVar:
		if bound := r.Binding(obj); bound != nil {
			at.frame = at.around(r.Closure(obj.Parent()).Parent())
			return r.field(bound, path, at)
		}
	case *ssa.UnOp:
		if obj.Op == token.MUL {
			return r.pointedTo(obj, path, at)
		}
	case *ssa.FieldAddr:
		return r.field(obj.X, summary.Join(ssacode.FieldName(obj.X.Type(), obj.Field), path), at)
	case *ssa.Field:
		return r.field(obj.X, summary.Join(ssacode.FieldName(obj.X.Type(), obj.Field), path), at)
	case *ssa.MakeInterface:
		return r.field(obj.X, path, at)
	case *ssa.ChangeInterface:
		return r.field(obj.X, path, at)
	case *ssa.ChangeType:
		return r.field(obj.X, path, at)
	case *ssa.TypeAssert:
		return r.field(obj.X, path, at)
	case *ssa.Phi:
		var all []Text
		for _, edge := range obj.Edges {
			if !ssacode.IsNil(edge) {
				all = append(all, r.field(edge, path, at)...)
			}
		}
		return all
	case *ssa.Parameter:
		return r.passed(obj, at, func(v ssa.Value, at view) []Text { return r.field(v, path, at) })
	case *ssa.Call:
		return r.fieldOfResult(obj, 0, path, at)
	case *ssa.Extract:
		if call, ok := obj.Tuple.(*ssa.Call); ok {
			return r.fieldOfResult(call, obj.Index, path, at)
		}
	}
	return at.unknown()
}

// fieldOfResult returns what is at path of result i of a call. The name of a Unix address is
// the text that it is resolved from (net.ResolveUnixAddr).
func (r *reader) fieldOfResult(call *ssa.Call, i int, path string, at view) []Text {
	switch {
	case i == 0 && path == "Name" && ssacode.IsCall(call, "net.ResolveUnixAddr"):
		return r.texts(call.Call.Args[1], at)
	case i == 0 && path == "Port" && ssacode.IsCall(call, "net.ResolveTCPAddr", "net.ResolveUDPAddr"):
		return r.portOf(call.Call.Args[1], at)
	case i == 0 && path == "Port" && ssacode.IsCall(call, "net.TCPAddrFromAddrPort", "net.UDPAddrFromAddrPort"):
		return r.portOf(call.Call.Args[0], at)
	case i == 0 && path == "Port" && r.ports && r.isAddressOf(call):
		return at.leaf(Part{Kind: Picked})
	}
	return r.returned(call, i, path, at)
}

// pointedTo returns what is at path of what load reads: a struct, or a pointer to one.
func (r *reader) pointedTo(load *ssa.UnOp, path string, at view) []Text {
	switch addr := load.X.(type) {
	case *ssa.FieldAddr:
		return r.field(addr.X, summary.Join(ssacode.FieldName(addr.X.Type(), addr.Field), path), at)
	case *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
		if !ssacode.IsReference(load.Type()) {
			return r.field(addr, path, at)
		}
		var all []Text
		for _, store := range r.storesTo(addr, load) {
			if !ssacode.IsNil(store.Val) {
				all = append(all, r.field(store.Val, path, r.within(store, load, at))...)
			}
		}
		return all
	}
	return r.field(load.X, path, at)
}

// filled returns what is stored at path of the struct at addr, by that name of it, also in
// literals that capture it.
func (r *reader) filled(addr ssa.Value, path string, at view) []Text {
	refs := addr.Referrers()
	if refs == nil {
		return nil
	}
	var all []Text
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == addr {
				all = append(all, r.at(ref.Val, path, at.from(ref.Pos()))...)
			}
		case *ssa.FieldAddr:
			all = append(all, r.filledField(ref, path, at)...)
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, bound := range ref.Bindings {
				if bound == addr && i < len(fn.FreeVars) {
					inside := at
					inside.frame = nil
					all = append(all, r.filled(fn.FreeVars[i], path, inside)...)
				}
			}
		}
	}
	return all
}

// filledField returns what is stored at path of the struct that field is in, if that is in
// the field.
func (r *reader) filledField(field *ssa.FieldAddr, path string, at view) []Text {
	step, rest, _ := strings.Cut(path, ".")
	if step != ssacode.FieldName(field.X.Type(), field.Field) {
		return nil
	}
	return r.filled(field, rest, at)
}

// filledGlobal returns what is stored at path of a package-level variable that is a struct.
func (r *reader) filledGlobal(g *ssa.Global, path string, at view) []Text {
	if r.globals == nil {
		r.indexGlobals()
	}
	at.frame = nil
	var all []Text
	for _, store := range r.GlobalStores[g] {
		all = append(all, r.at(store.Val, path, at.from(store.Pos()))...)
	}
	for _, field := range r.globals[g] {
		all = append(all, r.filledField(field, path, at)...)
	}
	return all
}

// indexGlobals finds the code that names a field of a package-level variable.
func (r *reader) indexGlobals() {
	r.globals = map[*ssa.Global][]*ssa.FieldAddr{}
	for _, fn := range r.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				field, ok := instr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				if g, ok := field.X.(*ssa.Global); ok {
					r.globals[g] = append(r.globals[g], field)
				}
			}
		}
	}
}
