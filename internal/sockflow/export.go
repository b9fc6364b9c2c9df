package sockflow

import (
	"go/types"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// export exports the summaries of the functions that other packages can call,
// without what none of their callers can make use of.
func (a *analyzer) export() {
	told := map[*types.Func]*summary.Summary{}
	for _, fn := range a.Funcs {
		if obj, ok := fn.Object().(*types.Func); ok && obj.Exported() {
			told[obj] = summary.PortableOf(a.summaries[fn])
		}
	}
	summary.Prune(told)
	for obj, s := range told {
		a.tell(obj, s)
	}
	a.exportVariables()
	a.exportInterfaces(told)
}

// tell exports s as what callers of obj have to know, if there is anything.
func (a *analyzer) tell(obj types.Object, s *summary.Summary) {
	if text := summary.Encode(s, a.Pass.Fset); text != "" {
		a.Pass.ExportObjectFact(obj, &summary.Fact{Name: obj.Name(), Text: text})
	}
}

// exportVariables exports what the functions do that exported variables hold, as
// in
//
//	var Listen = net.Listen
//
// if the package sets them once.
func (a *analyzer) exportVariables() {
	for g := range a.GlobalStores {
		if fn := a.HeldBy(g); fn != nil && g.Object() != nil {
			if s := a.SummaryOf(fn); s != nil {
				a.tell(g.Object(), summary.PortableOf(s))
			}
		}
	}
}

// exportInterfaces exports what the methods of exported interfaces do of which
// the package declares just one implementation: constructors return it.
func (a *analyzer) exportInterfaces(told map[*types.Func]*summary.Summary) {
	for _, t := range a.interfaces() {
		iface := t.Underlying().(*types.Interface)
		for m := range iface.ExplicitMethods() {
			if m.Pkg() != a.Pass.Pkg {
				continue // of a type that is declared as another package's interface
			}
			if fn := a.Implements(m, iface); fn != nil && m.Exported() {
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
	for _, t := range a.NamedTypes() {
		if types.IsInterface(t) && t.(*types.Named).Obj().Exported() {
			all = append(all, t)
		}
	}
	return all
}
