package sockflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

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

// exportInterfaces exports what all methods of the package do that implement one of an
// exported interface: constructors return one of them.
func (a *analyzer) exportInterfaces(told map[*types.Func]*summary.Summary) {
	for _, t := range a.interfaces() {
		iface := t.Underlying().(*types.Interface)
		for m := range iface.ExplicitMethods() {
			if m.Pkg() != a.Pass.Pkg {
				continue // of a type that is declared as another package's interface
			}
			if s := toldOf(told, a.Implementations(m, iface)); s != nil && m.Exported() {
				a.tell(m, s)
			}
		}
	}
}

// toldOf returns what callers are told that several methods do; nil if of one they are told
// nothing.
func toldOf(told map[*types.Func]*summary.Summary, methods []*ssa.Function) *summary.Summary {
	var sums []*summary.Summary
	for _, fn := range methods {
		obj, _ := fn.Object().(*types.Func)
		if told[obj] == nil {
			return nil
		}
		sums = append(sums, told[obj])
	}
	return summary.OfSeveral("", sums, false)
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
