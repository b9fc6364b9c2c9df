package origin

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// An Index says where a package makes its closures, and what it stores in variables and in
// fields.
type Index struct {
	GlobalStores map[*ssa.Global][]*ssa.Store

	// Identity returns the operands of a call of another package's function that it
	// returns as they are.
	Identity func(*ssa.CallCommon) []ssa.Value

	closures map[*ssa.Function]*ssa.MakeClosure
	stores   map[ssa.Value][]*ssa.Store
	fields   map[*types.Var][]ssa.Value // of functions and interfaces, and collections of them
	keepers  map[ssa.Value][]string     // see Keepers
	passed   map[*ssa.Function][]argument
	calls    map[*ssa.Function][]*ssa.CallCommon // of functions that are given some
}

// An argument is one that a function is given.
type argument struct {
	callee *ssa.Function
	index  int
}

// NewIndex returns an index in which nothing is noted.
func NewIndex() *Index {
	return &Index{
		GlobalStores: map[*ssa.Global][]*ssa.Store{},
		closures:     map[*ssa.Function]*ssa.MakeClosure{},
		stores:       map[ssa.Value][]*ssa.Store{},
		fields:       map[*types.Var][]ssa.Value{},
		keepers:      map[ssa.Value][]string{},
		passed:       map[*ssa.Function][]argument{},
		calls:        map[*ssa.Function][]*ssa.CallCommon{},
	}
}

// Note notes what an instruction of the package makes or stores.
func (x *Index) Note(instr ssa.Instruction) {
	switch i := instr.(type) {
	case ssa.CallInstruction:
		x.noteCall(i.Common())
	case *ssa.MakeClosure:
		x.closures[i.Fn.(*ssa.Function)] = i
	case *ssa.Return:
		for _, v := range i.Results {
			x.keeps(v, outermost(i.Parent()).Name())
		}
	case *ssa.Store:
		switch addr := i.Addr.(type) {
		case *ssa.Global:
			x.GlobalStores[addr] = append(x.GlobalStores[addr], i)
			x.keeps(i.Val, addr.Name())
		case *ssa.FieldAddr:
			if field := fieldOf(addr.X.Type(), addr.Field); field != nil && HoldsCallable(field.Type(), nil) {
				x.fields[field] = append(x.fields[field], i.Val)
				x.keeps(i.Val, field.Name())
			}
		}
	}
}

// outermost returns the declared function that fn is, or is a literal in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// noteCall notes a call that passes functions or interface values to a function.
func (x *Index) noteCall(call *ssa.CallCommon) {
	fn := call.StaticCallee()
	if fn == nil || !slices.ContainsFunc(call.Args, func(v ssa.Value) bool { return IsCallable(v.Type()) }) {
		return
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	x.calls[fn] = append(x.calls[fn], call)
	for i, v := range call.Args {
		switch v := plain(v).(type) {
		case *ssa.Function:
			x.passed[v] = append(x.passed[v], argument{fn, i})
		case *ssa.MakeClosure:
			passed := v.Fn.(*ssa.Function)
			x.passed[passed] = append(x.passed[passed], argument{fn, i})
		}
	}
}

// keeps notes that a variable or field of that name holds v, or that a function of that name
// returns it, if v is a function or a parameter.
func (x *Index) keeps(v ssa.Value, name string) {
	switch v := plain(v).(type) {
	case *ssa.Function, *ssa.Parameter:
		x.keepers[v] = append(x.keepers[v], name)
	case *ssa.MakeClosure:
		x.keepers[v.Fn] = append(x.keepers[v.Fn], name)
	}
}

// plain returns the function that v is, if it is one as a value of another type.
func plain(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return plain(v.X)
	case *ssa.MakeInterface:
		return plain(v.X)
	}
	return v
}

// Keepers returns the names of the fields and package-level variables that fn is stored in,
// and of the functions that return it, or are given it to store: who calls it there does not
// mention its own.
func (x *Index) Keepers(fn *ssa.Function) []string {
	names := slices.Clone(x.keepers[fn])
	for _, to := range x.passed[fn] {
		names = append(names, to.callee.Name())
		if to.index < len(to.callee.Params) {
			names = append(names, x.keepers[to.callee.Params[to.index]]...)
		}
	}
	return names
}

// Closure returns where the function literal fn is made a closure; nil if it is none.
func (x *Index) Closure(fn *ssa.Function) *ssa.MakeClosure { return x.closures[fn] }

// Stores returns the stores to the local variable v as a whole, also those
// in function literals that capture it.
func (x *Index) Stores(v ssa.Value) []*ssa.Store {
	all, ok := x.stores[v]
	if !ok {
		all = x.findStores(v)
		x.stores[v] = all
	}
	return all
}

func (x *Index) findStores(v ssa.Value) []*ssa.Store {
	var all []*ssa.Store
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == v {
				all = append(all, ref)
			}
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, b := range ref.Bindings {
				if b == v && i < len(fn.FreeVars) {
					all = append(all, x.Stores(fn.FreeVars[i])...)
				}
			}
		}
	}
	return all
}

// Binding returns what the function that makes the closure binds to the captured variable v;
// nil if that cannot be told.
func (x *Index) Binding(v *ssa.FreeVar) ssa.Value {
	closure := x.closures[v.Parent()]
	if closure == nil {
		return nil
	}
	for i, fv := range v.Parent().FreeVars {
		if fv == v && i < len(closure.Bindings) {
			return closure.Bindings[i]
		}
	}
	return nil
}

// fieldOf returns field number i of the struct that t is or points to, as its type declares
// it; nil if t is a type parameter.
func fieldOf(t types.Type, i int) *types.Var {
	if s := ssacode.StructOf(t); s != nil {
		return s.Field(i).Origin()
	}
	return nil
}

// IsCallable reports whether t is a function or an interface with methods.
func IsCallable(t types.Type) bool { return isCallable(t, nil) }

// isCallable reports whether t is a function, or an interface with methods of which pkg
// declares one, if it is not nil.
func isCallable(t types.Type, pkg *types.Package) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return u.NumMethods() > 0 && !ssacode.IsError(t) && (pkg == nil || u.Method(0).Pkg() == pkg)
	}
	return false
}

// HoldsCallable reports whether t is a function or an interface with methods, of which pkg
// declares one if it is not nil, or a collection of such.
func HoldsCallable(t types.Type, pkg *types.Package) bool {
	for range 3 {
		of, ok := t.Underlying().(interface{ Elem() types.Type })
		if !ok {
			break
		}
		t = of.Elem()
	}
	return isCallable(t, pkg)
}
