package program

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// Site returns the site at which instr calls a function; nil for a builtin,
// of which the tracer knows those that matter.
func (prog *Program) Site(instr ssa.CallInstruction) *Site {
	if s, ok := prog.sites[instr]; ok {
		return s
	}
	s := &Site{Instr: instr, Call: instr.Common()}
	prog.sites[instr] = s
	switch v := s.Call.Value.(type) {
	case *ssa.Builtin:
		prog.sites[instr] = nil
		return nil
	case *ssa.MakeClosure:
		s.Closure = v
	}
	if s.Call.IsInvoke() {
		prog.resolveMethod(s)
	} else if fn, closure := prog.Function(s.Call.Value, 0); fn != nil {
		s.Closure = closure
		prog.resolve(s, fn)
	} else if s.Sum = prog.variable(s.Call.Value); s.Sum == nil {
		prog.choose(s)
	}
	return s
}

// variable returns what the function does that v, a load of another package's
// variable, holds; nil if that is not known.
func (prog *Program) variable(v ssa.Value) *summary.Summary {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	g, ok := load.X.(*ssa.Global)
	if !ok || g.Object() == nil || g.Object().Pkg() == prog.Pass.Pkg {
		return nil
	}
	return prog.imported(g.Object(), g.Object().Pkg().Name()+"."+g.Name())
}

// imported returns the summary in the fact about an object of another package,
// which messages call name; nil if there is none.
func (prog *Program) imported(obj types.Object, name string) *summary.Summary {
	fact := new(summary.Fact)
	if !prog.Pass.ImportObjectFact(obj, fact) {
		return nil
	}
	s, err := fact.Decode(name)
	if err != nil {
		prog.Err = err
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

// resolve fills in that the callee of s is fn, and that s calls it.
func (prog *Program) resolve(s *Site, fn *ssa.Function) {
	prog.identify(s, fn)
	if s.Fn != nil {
		prog.callers[s.Fn] = append(prog.callers[s.Fn], s)
	}
}

// SummaryOf returns what fn does, which may be of another package; nil if nothing is known
// of it.
func (prog *Program) SummaryOf(fn *ssa.Function) *summary.Summary {
	var s Site
	prog.identify(&s, fn)
	return s.Sum
}

// identify fills in who fn, the callee of s, is and what it does.
func (prog *Program) identify(s *Site, fn *ssa.Function) {
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if obj, ok := fn.Object().(*types.Func); ok && (fn.Pkg != prog.SSA || len(fn.Blocks) == 0) && fn.Synthetic == "" {
		s.Obj = obj
		s.Sum = prog.External(obj)
		return
	}
	if len(fn.Blocks) == 0 {
		if obj, ok := fn.Object().(*types.Func); ok {
			s.Obj, s.Sum = obj, prog.External(obj)
		}
		return
	}
	s.Fn = fn
	s.Sum = prog.Summary(fn)
}

// resolveMethod fills in the callee of a call of an interface's method: the row
// of that method, or the one method of this package that it can be.
func (prog *Program) resolveMethod(s *Site) {
	s.Obj = s.Call.Method
	if s.Sum = prog.External(s.Obj); s.Sum != nil {
		return
	}
	if fn := prog.implementation(s.Call); fn != nil {
		s.Obj = nil
		prog.resolve(s, fn)
		return
	}
	if s.Sum = summary.OfConvention(s.Obj); s.Sum == nil {
		prog.choose(s)
	}
}

// MethodOf returns the summary of the method of the concrete type t by its
// name, nil if nothing is known of it.
func (prog *Program) MethodOf(t types.Type, name string) *summary.Summary {
	c := prog.methodOf(t, name)
	if c.fn != nil && len(c.fn.Blocks) == 0 {
		prog.WantBody(c.fn.Object().(*types.Func))
	}
	return c.sum
}

// methodOf returns the method of the concrete type t by its name.
func (prog *Program) methodOf(t types.Type, name string) callee {
	if types.IsInterface(t) {
		return callee{}
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, prog.Pass.Pkg, name)
	method, ok := obj.(*types.Func)
	if !ok {
		return callee{}
	}
	if method.Pkg() != prog.Pass.Pkg {
		return callee{sum: prog.External(method)}
	}
	if fn := prog.SSA.Prog.FuncValue(method.Origin()); fn != nil {
		return callee{fn, prog.Summary(fn)}
	}
	return callee{}
}

// implementation returns the method that a call of an interface's method runs
// if the interface and just one type that implements it are declared in this
// package.
func (prog *Program) implementation(call *ssa.CallCommon) *ssa.Function {
	if all := prog.implementationsOf(call); len(all) == 1 {
		return all[0]
	}
	return nil
}

// implementationsOf returns the methods of the package that a call of a method may run of an
// interface that is declared in it.
func (prog *Program) implementationsOf(call *ssa.CallCommon) []*ssa.Function {
	if call.Method.Pkg() != prog.Pass.Pkg {
		return nil
	}
	iface, _ := call.Value.Type().Underlying().(*types.Interface)
	return prog.Implementations(call.Method, iface)
}

// Implementations returns the methods of types of the package that implement m of iface.
// Those that are declared in tests count only if there are no others: they stand for them.
func (prog *Program) Implementations(m *types.Func, iface *types.Interface) []*ssa.Function {
	if all, ok := prog.implementations[m]; ok || iface == nil {
		return all
	}
	var all, tests []*ssa.Function
	for _, t := range prog.typesWith(m.Name()) {
		if !types.Implements(types.NewPointer(t), iface) {
			continue
		}
		sel := prog.MethodSet(types.NewPointer(t)).Lookup(m.Pkg(), m.Name())
		var fn *ssa.Function
		if obj, ok := sel.Obj().(*types.Func); ok && obj.Pkg() == prog.Pass.Pkg {
			fn = prog.SSA.Prog.FuncValue(obj)
		}
		if prog.isOfTest(t.(*types.Named).Obj()) {
			tests = append(tests, fn)
		} else {
			all = append(all, fn)
		}
	}
	if len(all) == 0 {
		all = tests
	}
	if slices.Contains(all, nil) {
		all = nil // one is promoted from a field, whose type is not declared here
	}
	prog.implementations[m] = all
	return all
}

// isOfTest reports whether obj is declared in a test file.
func (prog *Program) isOfTest(obj types.Object) bool {
	return strings.HasSuffix(prog.Pass.Fset.Position(obj.Pos()).Filename, "_test.go")
}

// typesWith returns the types declared at the top level of the package, but for
// interfaces, that have a method of that name.
func (prog *Program) typesWith(method string) []types.Type {
	if prog.methods == nil {
		prog.methods = map[string][]types.Type{}
		for _, t := range prog.NamedTypes() {
			if types.IsInterface(t) {
				continue
			}
			for sel := range prog.MethodSet(types.NewPointer(t)).Methods() {
				name := sel.Obj().Name()
				prog.methods[name] = append(prog.methods[name], t)
			}
		}
	}
	return prog.methods[method]
}

// MethodSet returns the methods of a type. It is asked for often, and kept.
func (prog *Program) MethodSet(t types.Type) *types.MethodSet {
	return prog.SSA.Prog.MethodSets.MethodSet(t)
}

// NamedTypes returns the types declared at the top level of the package.
func (prog *Program) NamedTypes() []types.Type {
	var all []types.Type
	scope := prog.Pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if obj, ok := scope.Lookup(name).(*types.TypeName); ok && !obj.IsAlias() {
			if named, ok := obj.Type().(*types.Named); ok && named.TypeParams().Len() == 0 {
				all = append(all, named)
			}
		}
	}
	return all
}

// Function returns the function that v holds, and the closure that made it,
// where v can hold just one: a function, a literal, or a variable that is set once.
func (prog *Program) Function(v ssa.Value, depth int) (*ssa.Function, *ssa.MakeClosure) {
	if depth > summary.MaxSteps {
		return nil, nil
	}
	switch v := v.(type) {
	case *ssa.Function:
		return v, nil
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function), v
	case *ssa.ChangeType:
		return prog.Function(v.X, depth+1)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if stored := prog.OnlyStore(v.X); stored != nil {
				return prog.Function(stored, depth+1)
			}
		}
	}
	return nil, nil
}

// GlobalOf returns the package-level variable that v declares.
func (prog *Program) GlobalOf(v *types.Var) *ssa.Global {
	return prog.SSA.Prog.Package(v.Pkg()).Members[v.Name()].(*ssa.Global)
}
