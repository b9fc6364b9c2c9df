package sockflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// callee returns the site at which instr calls a function; nil for a builtin,
// of which the tracer knows those that matter.
func (a *analyzer) callee(instr ssa.CallInstruction) *site {
	if s, ok := a.sites[instr]; ok {
		return s
	}
	s := &site{instr: instr, call: instr.Common()}
	switch v := s.call.Value.(type) {
	case *ssa.Builtin:
		return nil
	case *ssa.MakeClosure:
		s.closure = v
	}
	if s.call.IsInvoke() {
		a.resolveMethod(s)
	} else if fn, closure := a.function(s.call.Value, 0); fn != nil {
		s.closure = closure
		a.resolve(s, fn)
	} else if s.sum = a.variable(s.call.Value); s.sum == nil {
		s.opaque = true
	}
	a.sites[instr] = s
	return s
}

// variable returns what the function does that v, a load of another package's
// variable, holds; nil if that is not known.
func (a *analyzer) variable(v ssa.Value) *summary.Summary {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	g, ok := load.X.(*ssa.Global)
	if !ok || g.Object() == nil || g.Object().Pkg() == a.pass.Pkg {
		return nil
	}
	return a.imported(g.Object(), g.Object().Pkg().Name()+"."+g.Name())
}

// imported returns the summary in the fact about an object of another package,
// which messages call name; nil if there is none.
func (a *analyzer) imported(obj types.Object, name string) *summary.Summary {
	fact := new(summary.Fact)
	if !a.pass.ImportObjectFact(obj, fact) {
		return nil
	}
	s, err := fact.Decode(name)
	if err != nil {
		a.err = err
		return nil
	}
	for i := range s.Sources {
		s.Sources[i].Origin = qualified(s.Sources[i].Origin, obj.Pkg())
	}
	return s
}

// qualified returns a position in a file of pkg, or of a package that this one has
// named, for readers who know neither: with the import path.
func qualified(origin string, pkg *types.Package) string {
	if strings.Contains(origin, "/") {
		return origin
	}
	return pkg.Path() + "/" + origin
}

// resolve fills in that the callee of s is fn.
func (a *analyzer) resolve(s *site, fn *ssa.Function) {
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if obj, ok := fn.Object().(*types.Func); ok && (fn.Pkg != a.ssa || len(fn.Blocks) == 0) && fn.Synthetic == "" {
		s.obj = obj
		s.sum = a.external(obj)
		return
	}
	if len(fn.Blocks) == 0 {
		if obj, ok := fn.Object().(*types.Func); ok {
			s.obj, s.sum = obj, a.external(obj)
		}
		return
	}
	s.fn = fn
	s.sum = a.summarize(fn)
	a.callers[fn] = append(a.callers[fn], s)
}

// resolveMethod fills in the callee of a call of an interface's method: the row
// of that method, or the one method of this package that it can be.
func (a *analyzer) resolveMethod(s *site) {
	s.obj = s.call.Method
	if s.sum = a.external(s.obj); s.sum != nil {
		return
	}
	if fn := a.implementation(s.call); fn != nil {
		s.obj = nil
		a.resolve(s, fn)
		return
	}
	if s.sum = summary.OfConvention(s.obj); s.sum == nil {
		s.opaque = true
	}
}

// methodOf returns the summary of the method of the concrete type t by its
// name, nil if nothing is known of it.
func (a *analyzer) methodOf(t types.Type, name string) *summary.Summary {
	if types.IsInterface(t) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, a.pass.Pkg, name)
	method, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	if method.Pkg() != a.pass.Pkg {
		return a.external(method)
	}
	if fn := a.ssa.Prog.FuncValue(method.Origin()); fn != nil {
		return a.summarize(fn)
	}
	return nil
}

// implementation returns the method that a call of an interface's method runs
// if the interface and just one type that implements it are declared in this
// package.
func (a *analyzer) implementation(call *ssa.CallCommon) *ssa.Function {
	if call.Method.Pkg() != a.pass.Pkg {
		return nil
	}
	iface, _ := call.Value.Type().Underlying().(*types.Interface)
	return a.implements(call.Method, iface)
}

// implements returns the method that implements m of iface if just one type of
// the package does.
func (a *analyzer) implements(m *types.Func, iface *types.Interface) *ssa.Function {
	if fn, ok := a.implementations[m]; ok {
		return fn
	}
	var found *ssa.Function
	for _, t := range a.typesWith(m.Name()) {
		if iface == nil || !types.Implements(types.NewPointer(t), iface) {
			continue
		}
		if found != nil {
			found = nil
			break
		}
		sel := types.NewMethodSet(types.NewPointer(t)).Lookup(m.Pkg(), m.Name())
		if obj, ok := sel.Obj().(*types.Func); ok && obj.Pkg() == a.pass.Pkg {
			found = a.ssa.Prog.FuncValue(obj)
		}
	}
	a.implementations[m] = found
	return found
}

// typesWith returns the types declared at the top level of the package, but for
// interfaces, that have a method of that name.
func (a *analyzer) typesWith(method string) []types.Type {
	if a.methods == nil {
		a.methods = map[string][]types.Type{}
		for _, t := range a.namedTypes() {
			if types.IsInterface(t) {
				continue
			}
			for sel := range types.NewMethodSet(types.NewPointer(t)).Methods() {
				name := sel.Obj().Name()
				a.methods[name] = append(a.methods[name], t)
			}
		}
	}
	return a.methods[method]
}

// namedTypes returns the types declared at the top level of the package.
func (a *analyzer) namedTypes() []types.Type {
	var all []types.Type
	scope := a.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if obj, ok := scope.Lookup(name).(*types.TypeName); ok && !obj.IsAlias() {
			if named, ok := obj.Type().(*types.Named); ok && named.TypeParams().Len() == 0 {
				all = append(all, named)
			}
		}
	}
	return all
}

// function returns the function that v holds, and the closure that made it,
// where v can hold just one: a function, a literal, or a variable that is set once.
func (a *analyzer) function(v ssa.Value, depth int) (*ssa.Function, *ssa.MakeClosure) {
	if depth > summary.MaxSteps {
		return nil, nil
	}
	switch v := v.(type) {
	case *ssa.Function:
		return v, nil
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function), v
	case *ssa.ChangeType:
		return a.function(v.X, depth+1)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if stored := a.onlyStore(v.X); stored != nil {
				return a.function(stored, depth+1)
			}
		}
	}
	return nil, nil
}
