package portflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A site is a spot in a function at which another function runs: a call, or
// the hand-over of a function literal to somebody who calls it.
type site struct {
	instr   ssa.Instruction // the call, or where the literal is handed over
	call    *ssa.CallCommon // the call of the callee itself; nil for a literal that somebody else calls
	closure *ssa.MakeClosure
	sum     *summary      // what the callee does; nil if nothing is known of it
	fn      *ssa.Function // the callee, if it is in this package
	obj     *types.Func   // the callee, if it is declared elsewhere
	opaque  bool          // the callee is chosen at run time
}

// A use is an operand of a site.
type use struct {
	site *site
	at   place
}

// A scope holds the sites of a function, and where each value takes part in one.
type scope struct {
	fn    *ssa.Function
	sites []*site
	uses  map[ssa.Value][]use
}

// scopeOf returns the sites of fn. The summaries of the callees are computed on the way.
func (a *analyzer) scopeOf(fn *ssa.Function) *scope {
	if sc := a.scopes[fn]; sc != nil {
		return sc
	}
	sc := &scope{fn: fn, uses: map[ssa.Value][]use{}}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if s := a.callee(instr); s != nil {
					sc.add(s)
				}
			case *ssa.MakeClosure:
				for _, s := range a.handOvers(instr) {
					sc.add(s)
				}
			}
		}
	}
	a.scopes[fn] = sc
	return sc
}

func (sc *scope) add(s *site) {
	sc.sites = append(sc.sites, s)
	note := func(v ssa.Value, at place) { sc.uses[v] = append(sc.uses[v], use{s, at}) }
	if s.closure != nil && s.closure.Parent() == sc.fn {
		for i, v := range s.closure.Bindings {
			note(v, place{root: captured, index: i})
		}
	}
	if s.call == nil {
		return
	}
	if !s.call.IsInvoke() {
		note(s.call.Value, place{root: callee})
	}
	for i, v := range operands(s.call) {
		note(v, place{root: param, index: i})
	}
}

// operands returns the arguments of a call with the receiver first, also where
// an interface's method is called.
func operands(call *ssa.CallCommon) []ssa.Value {
	if call.IsInvoke() {
		return append([]ssa.Value{call.Value}, call.Args...)
	}
	return call.Args
}

// operand returns the value that site s passes at place p, or nil.
func (s *site) operand(p place) ssa.Value {
	switch p.root {
	case param:
		if s.call != nil {
			if ops := operands(s.call); p.index < len(ops) {
				return ops[p.index]
			}
		}
	case captured:
		if s.closure != nil && s.closure.Parent() == s.instr.Parent() && p.index < len(s.closure.Bindings) {
			return s.closure.Bindings[p.index]
		}
	}
	return nil
}

// result returns the value that the call at s yields and the path at which
// result i is found in it; nil if the results cannot be had.
func (s *site) result(i int) (ssa.Value, string) {
	call, ok := s.instr.(*ssa.Call)
	if !ok || s.call == nil {
		return nil, ""
	}
	if s.call.Signature().Results().Len() > 1 {
		return call, tuple(i)
	}
	return call, ""
}

// name returns how messages call the callee.
func (s *site) name() string {
	switch {
	case s.fn != nil && s.fn.Parent() != nil:
		return "a function literal"
	case s.fn != nil:
		return s.fn.Name()
	case s.obj != nil:
		return shortName(s.obj)
	case s.call != nil && s.call.IsInvoke():
		return shortName(s.call.Method)
	}
	return "a function value"
}

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
	} else {
		s.opaque = true
	}
	a.sites[instr] = s
	return s
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
	if s.sum = conventional(s.obj); s.sum == nil {
		s.opaque = true
	}
}

// methodOf returns the summary of the method of the concrete type t by its
// name, nil if nothing is known of it.
func (a *analyzer) methodOf(t types.Type, name string) *summary {
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

// conventional returns what a method of an unknown interface does by its name
// and signature: Close() error closes its receiver, Addr() net.Addr reads it.
func conventional(m *types.Func) *summary {
	sig := m.Signature()
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return nil
	}
	receiver := place{root: param, index: 0}
	var f flow
	switch m.Name() + "() " + types.TypeString(sig.Results().At(0).Type(), nil) {
	case "Close() error":
		f = flow{role: sockapi.Releases, from: receiver, must: true}
	case "Addr() net.Addr", "LocalAddr() net.Addr":
		f = flow{role: sockapi.Carries, from: receiver, of: address, to: place{root: result}}
	default:
		return nil
	}
	return &summary{name: m.Name(), flows: []flow{f}}
}

// implementation returns the method that a call of an interface's method runs
// if the interface and just one type that implements it are declared in this
// package.
func (a *analyzer) implementation(call *ssa.CallCommon) *ssa.Function {
	m := call.Method
	if m.Pkg() != a.pass.Pkg {
		return nil
	}
	if fn, ok := a.implementations[m]; ok {
		return fn
	}
	iface, _ := call.Value.Type().Underlying().(*types.Interface)
	var found *ssa.Function
	for _, t := range a.namedTypes() {
		if iface == nil || types.IsInterface(t) || !types.Implements(types.NewPointer(t), iface) {
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
	if depth > maxSteps {
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

// onlyStore returns the one value that is ever stored at the variable addr: a
// local variable, a captured one, or an unexported package-level one.
func (a *analyzer) onlyStore(addr ssa.Value) ssa.Value {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		if stores := a.stores(addr); len(stores) == 1 {
			return stores[0].Val
		}
	case *ssa.FreeVar:
		if bound := a.binding(addr); bound != nil {
			return a.onlyStore(bound)
		}
	case *ssa.Global:
		if stores := a.globalStores[addr]; len(stores) == 1 && !token.IsExported(addr.Name()) {
			return stores[0].Val
		}
	}
	return nil
}

// stores returns the stores to the local variable alloc as a whole, also those
// in function literals that capture it.
func (a *analyzer) stores(v ssa.Value) []*ssa.Store {
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
					all = append(all, a.stores(fn.FreeVars[i])...)
				}
			}
		}
	}
	return all
}

// binding returns what the function that makes the closure binds to the captured variable v.
func (a *analyzer) binding(v *ssa.FreeVar) ssa.Value {
	closure := a.closures[v.Parent()]
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

// handOvers returns a site for every spot at which the function literal made
// by closure leaves for somebody who may call it. Calls of it by name are sites
// of their own.
func (a *analyzer) handOvers(closure *ssa.MakeClosure) []*site {
	fn := closure.Fn.(*ssa.Function)
	if len(fn.Blocks) == 0 {
		return nil
	}
	var all []*site
	for _, instr := range spots(closure, closure, 0) {
		all = append(all, &site{instr: instr, closure: closure, fn: fn, sum: a.summarize(fn)})
	}
	return all
}

// spots returns the instructions at which v, which holds what closure made,
// leaves the function: as an argument, a result, or something stored.
func spots(closure *ssa.MakeClosure, v ssa.Value, depth int) []ssa.Instruction {
	var all []ssa.Instruction
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case ssa.CallInstruction:
			if ref.Common().Value != v {
				all = append(all, ref)
			}
		case *ssa.ChangeType:
			if depth < maxSteps {
				all = append(all, spots(closure, ref, depth+1)...)
			}
		case *ssa.MakeInterface:
			if depth < maxSteps {
				all = append(all, spots(closure, ref, depth+1)...)
			}
		case *ssa.Store:
			if _, local := ref.Addr.(*ssa.Alloc); !local || ref.Addr.(*ssa.Alloc).Heap && depth > 0 {
				all = append(all, ref)
			}
		case *ssa.Return, *ssa.MapUpdate, *ssa.Send:
			all = append(all, ref)
		}
	}
	return all
}
