package sockflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// export exports the summaries of the functions that other packages can call,
// without what none of their callers can make use of.
func (a *analyzer) export() {
	told := map[*types.Func]*summary{}
	for _, fn := range a.funcs {
		if obj, ok := fn.Object().(*types.Func); ok && obj.Exported() {
			told[obj] = portableOf(a.summaries[fn])
		}
	}
	dropImplausible(told)
	dropUseless(told)
	for obj, s := range told {
		a.tell(obj, s)
	}
	a.exportVariables()
	a.exportInterfaces(told)
}

// tell exports s as what callers of obj have to know, if there is anything.
func (a *analyzer) tell(obj types.Object, s *summary) {
	if text := encode(a, s); text != "" {
		a.pass.ExportObjectFact(obj, &Summary{obj.Name(), text})
	}
}

// exportVariables exports what the functions do that exported variables hold, as
// in
//
//	var Listen = net.Listen
//
// if the package sets them once.
func (a *analyzer) exportVariables() {
	for g, stores := range a.globalStores {
		if g.Pkg != a.ssa || !token.IsExported(g.Name()) || len(stores) != 1 {
			continue
		}
		fn, closure := a.function(stores[0].Val, 0)
		if fn == nil || closure != nil && len(closure.Bindings) > 0 {
			continue
		}
		s := &site{}
		a.resolve(s, fn)
		if s.sum != nil && g.Object() != nil {
			a.tell(g.Object(), portableOf(s.sum))
		}
	}
}

// exportInterfaces exports what the methods of exported interfaces do of which
// the package declares just one implementation: constructors return it.
func (a *analyzer) exportInterfaces(told map[*types.Func]*summary) {
	for _, t := range a.interfaces() {
		iface := t.Underlying().(*types.Interface)
		for m := range iface.ExplicitMethods() {
			if m.Pkg() != a.pass.Pkg {
				continue // of a type that is declared as another package's interface
			}
			if fn := a.implements(m, iface); fn != nil && m.Exported() {
				if obj, ok := fn.Object().(*types.Func); ok && told[obj] != nil {
					a.tell(m, told[obj])
				}
			}
		}
	}
}

// interfaces returns the exported interfaces that the package declares.
func (a *analyzer) interfaces() []types.Type {
	var all []types.Type
	for _, t := range a.namedTypes() {
		if types.IsInterface(t) && t.(*types.Named).Obj().Exported() {
			all = append(all, t)
		}
	}
	return all
}

// portableOf returns s without what is of no use to other packages.
func portableOf(s *summary) *summary {
	p := *s
	p.flows = slices.DeleteFunc(slices.Clone(s.flows), func(f flow) bool { return !portable(f) })
	return &p
}

// portable reports whether callers in other packages may need to know of f. That
// a port is dialled or kept is of no use to them: they are silent without it.
func portable(f flow) bool {
	if f.role == sockapi.Dials || f.role == keeps || f.role == given {
		return false
	}
	if f.from.root == environ {
		return f.role == sockapi.Binds || f.role == names || f.to.root == result
	}
	if f.from.root != param {
		return false
	}
	if f.role == sockapi.Carries || f.role == sockapi.Formats || f.role == sockapi.Parents {
		return f.to.root == param || f.to.root == result
	}
	return true
}

// dropImplausible drops the flows of the functions of a package that are not worth
// telling other packages of.
func dropImplausible(told map[*types.Func]*summary) {
	ends := nameSet{} // the unexported fields where sockets and ports come from, or are bound
	for _, s := range told {
		for _, f := range s.flows {
			if uses[f.role] != 0 {
				ends.add(f.from.path)
			}
		}
		for _, src := range s.sources {
			for _, o := range src.outs {
				ends.add(o.to.path)
			}
		}
	}
	for _, s := range told {
		s.flows = slices.DeleteFunc(s.flows, func(f flow) bool {
			return !plausible(f) && !ends.covers(f.from.path) && !ends.covers(f.to.path)
		})
	}
}

// moves reports whether f only says how values move, or who is called.
func moves(f flow) bool {
	switch f.role {
	case sockapi.Carries, sockapi.Formats, sockapi.Parents, invokes, sweeps, sockapi.Calls, sockapi.Repeats, sockapi.Spawns, sockapi.Defers:
		return true
	}
	return false
}

// plausible reports whether it is worth telling other packages of f: it is about
// sockets or binding, stays at the surface of its operands, or speaks of
// addresses. What moves the innards of data structures about, without a name
// that speaks of addresses, would make up most of all facts and is of no use.
func plausible(f flow) bool {
	switch {
	case !moves(f):
		return true
	case f.role == sockapi.Carries || f.role == sockapi.Formats:
		return shallow(f.from) && shallow(f.to) || speaks(f.from.path) || speaks(f.to.path)
	}
	return shallow(f.from)
}

// shallow reports whether p is a parameter or result, a field of one, or what a
// function among them gets or leaves there.
func shallow(p place) bool {
	depth := 0
	for _, step := range steps(p.path) {
		if isField(step) || depth > 0 && !isElementStep(step) {
			depth++
		}
	}
	return depth <= 1
}

// speaks reports whether a field of path is named after ports or addresses.
func speaks(path string) bool {
	path = strings.ToLower(path)
	for _, word := range []string{"port", "addr", "listen", "endpoint", "url", "bind", "host", "sock", "dir"} {
		if strings.Contains(path, word) {
			return true
		}
	}
	return false
}

// dropUseless drops the flows of the functions of a package that start at
// unexported fields which no function fills for its callers, and those that end
// at ones which none reads. Only functions of the package get at such fields.
func dropUseless(told map[*types.Func]*summary) {
	for dropped := true; dropped; {
		dropped = false
		filled, read := hiddenFields(told)
		for _, s := range told {
			before := len(s.flows)
			s.flows = slices.DeleteFunc(s.flows, func(f flow) bool {
				return !filled.all(f.from.path) || !read.all(f.to.path)
			})
			dropped = dropped || len(s.flows) < before
		}
	}
}

// A nameSet holds names of unexported fields.
type nameSet map[string]bool

func (n nameSet) add(path string) {
	for _, step := range steps(path) {
		if isHidden(step) {
			n[step] = true
		}
	}
}

// all reports whether the set has all unexported fields of path.
func (n nameSet) all(path string) bool {
	for _, step := range steps(path) {
		if isHidden(step) && !n[step] {
			return false
		}
	}
	return true
}

// covers reports whether path has unexported fields, and the set has all of them.
func (n nameSet) covers(path string) bool {
	return n.all(path) && slices.ContainsFunc(steps(path), isHidden)
}

// isHidden reports whether a step is an unexported field.
func isHidden(step string) bool { return isField(step) && !token.IsExported(step) }

// hiddenFields returns the unexported fields that functions fill for their
// callers, and those that they read.
func hiddenFields(told map[*types.Func]*summary) (filled, read nameSet) {
	filled, read = nameSet{}, nameSet{}
	for fn, s := range told {
		for _, f := range s.flows {
			read.add(f.from.path)
			filled.add(f.to.path)
			if f.to.root == result && ssacode.IsPointer(fn.Signature().Results().At(f.to.index).Type()) {
				filled.add(f.from.path) // by who writes through the result
			}
		}
		for _, src := range s.sources {
			for _, o := range src.outs {
				filled.add(o.to.path)
			}
		}
	}
	return filled, read
}

// noteExported notes at endpoints that other packages get their port, by the
// results of functions that they can call. In a URL it is for clients, and so it is if the
// name of the function says that nobody listens there.
func (a *analyzer) noteExported() {
	for _, fn := range a.funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || !a.visible(obj) || sockapi.NamesNobody(obj.Name()) {
			continue
		}
		for _, src := range a.summaries[fn].sources {
			if src.released && slices.ContainsFunc(src.outs, func(o out) bool { return o.to.root == result && !o.says.Dials() }) {
				src.endpoint.Uses = append(src.endpoint.Uses, Use{
					Role: Exported, Name: obj.Name(), Pos: obj.Pos(), Registered: src.registered,
				})
			}
		}
	}
}

// visible reports whether other packages can call the exported function fn:
// it is not in package main, and not in a test file, whose functions only the
// external tests of the package see.
func (a *analyzer) visible(fn *types.Func) bool {
	file := a.pass.Fset.Position(fn.Pos()).Filename
	return a.pass.Pkg.Name() != "main" && !strings.HasSuffix(file, "_test.go")
}
