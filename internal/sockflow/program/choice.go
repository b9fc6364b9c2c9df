package program

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/extent"
	"github.com/sockvet/sockvet/internal/sockflow/origin"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// maxMethods and maxFunctions are how many a call may run and still be followed. Visitors have
// dozens of elements that call each other's methods; the servers and options that matter are
// few. What runs functions is followed further: a large server starts all its goroutines by one.
const (
	maxMethods   = 10
	maxFunctions = 100
)

// A Choice is what a call of a function value, or of an interface's method, may run.
type Choice struct {
	Sum   *summary.Summary // what it does; nil if nothing is known of it
	Fns   []*ssa.Function  // those of the package
	Whole bool             // there is nothing else that it may run
	from  origin.Set
}

// Choose returns what is run if v is called, or its method of that name.
func (prog *Program) Choose(v ssa.Value, method string) *Choice {
	c := &Choice{from: prog.Of(v, method != ""), Whole: true}
	var sums []*summary.Summary
	if method != "" && !types.IsInterface(v.Type()) {
		c.from = origin.Set{}
		sums = c.add(sums, prog.methodOf(v.Type(), method))
	}
	for _, made := range c.from.Made {
		if prog.fits(made, v, method) {
			sums = c.add(sums, prog.runs(made, method))
		}
	}
	most := maxFunctions
	if method != "" {
		most = maxMethods
	}
	if c.from.Shared && len(c.from.Bodies) > 0 || len(sums) > most {
		sums = nil // one that is not known yet may do something else
	}
	c.Sum = summary.OfSeveral(cmp.Or(method, "a function value"), sums, !c.from.Shared && !c.from.Chosen)
	c.Whole = c.Whole && c.Sum != nil && !c.from.Open && (len(sums) == 1 || !c.from.Shared)
	return c
}

// fits reports whether what is made as made can be called where v, or its method of that name,
// is: it takes and yields as many values. An assertion to another type is passed by what has
// such a method only.
func (prog *Program) fits(made, v ssa.Value, method string) bool {
	is, wants := prog.signatureOf(made, method), prog.signatureOf(v, method)
	return is == nil || wants == nil || is.Params().Len() == wants.Params().Len() && is.Results().Len() == wants.Results().Len()
}

// signatureOf returns the signature of a function, or of a method of a value; nil if that is
// not known.
func (prog *Program) signatureOf(v ssa.Value, method string) *types.Signature {
	t := v.Type()
	if box, ok := v.(*ssa.MakeInterface); ok {
		t = box.X.Type()
	}
	if method != "" {
		obj, _, _ := types.LookupFieldOrMethod(t, true, prog.Pass.Pkg, method)
		fn, ok := obj.(*types.Func)
		if !ok {
			return nil
		}
		return fn.Signature()
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// OfAll returns what a method of an interface does of which nothing is known but that it is
// one of those.
func (prog *Program) OfAll(name string, methods []*ssa.Function) *Choice {
	c := new(Choice)
	var sums []*summary.Summary
	for _, fn := range methods {
		sums = c.add(sums, callee{fn, prog.Summary(fn)})
	}
	if len(c.from.Bodies) > 0 || len(sums) > maxMethods {
		sums = nil
	}
	c.Sum = summary.OfSeveral(name, sums, false)
	return c
}

// A callee is one of those that a call may run: the function, if it is one of the package,
// and what it does, nil if nothing is known of it.
type callee struct {
	fn  *ssa.Function
	sum *summary.Summary
}

// add notes that one of those that run is what is given.
func (c *Choice) add(sums []*summary.Summary, one callee) []*summary.Summary {
	if one.fn != nil && len(one.fn.Blocks) == 0 {
		c.from.Bodies = append(c.from.Bodies, one.fn)
		one.sum = nil // until it has one
	}
	if one.sum == nil {
		c.Whole = false
		return sums
	}
	if one.fn != nil {
		c.Fns = append(c.Fns, one.fn)
	}
	if slices.Contains(sums, one.sum) {
		return sums
	}
	return append(sums, one.sum)
}

// runs returns what runs if a value is called, or its method of that name, that is made as v.
func (prog *Program) runs(v ssa.Value, method string) callee {
	var s Site
	switch v := v.(type) {
	case *ssa.Function:
		if prog.identify(&s, v); s.Fn == nil && v.Pkg == prog.SSA {
			s.Fn = v // without a body
		}
	case *ssa.MakeClosure:
		prog.identify(&s, v.Fn.(*ssa.Function))
	case *ssa.MakeInterface:
		return prog.methodOf(v.X.Type(), method)
	}
	return callee{s.Fn, s.Sum}
}

// choose fills in what the callee of s does, which is chosen at run time, as far as that is
// in sight.
func (prog *Program) choose(s *Site) {
	method := ""
	if s.Call.IsInvoke() {
		method = s.Call.Method.Name()
	}
	c := prog.Choose(s.Call.Value, method)
	if c.Sum == nil && method != "" {
		c = prog.OfAll(s.Name(), prog.implementationsOf(s.Call))
	}
	for _, fn := range c.Fns {
		prog.callers[fn] = append(prog.callers[fn], s)
	}
	s.Opaque, s.Choice, s.Sum = true, c, c.Sum
}

// InSight reports whether it is known what the callee of s does, or what all do that it may be.
func (s *Site) InSight() bool { return !s.Opaque || s.Choice != nil && s.Choice.Whole }

// identity returns the operands of a call that it returns as they are.
func (prog *Program) identity(call *ssa.CallCommon) []ssa.Value {
	fn, ok := call.StaticCallee().Object().(*types.Func)
	if !ok {
		return nil
	}
	sum := prog.External(fn)
	if sum == nil {
		return nil
	}
	var same []ssa.Value
	for i, v := range ssacode.Operands(call) {
		for fl := range sum.From(summary.Place{Root: summary.Param, Index: i}) {
			if fl.Role == sockapi.Carries && fl.Of == summary.Itself && fl.From.Path == "" && fl.To == (summary.Place{Root: summary.Result}) {
				same = append(same, v)
			}
		}
	}
	return same
}

// CallableFields returns the names of the fields that hold functions, or interface values of
// the package's own, and of the types that pkg declares which have them: who sets those says
// what is run elsewhere.
func CallableFields(pkg *types.Package) []string {
	var names []string
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || ssacode.StructOf(obj.Type()) == nil {
			continue
		}
		for field := range ssacode.StructOf(obj.Type()).Fields() {
			if origin.HoldsCallable(field.Type(), pkg) {
				names = append(names, field.Name(), name)
			}
		}
	}
	return names
}

// WantChoice has the program have what is run. Who sets fields that hold it is there, see
// [CallableFields]; if it is given an address and is not known, those are wanted who pass it.
func (prog *Program) WantChoice(c *Choice, address bool) {
	if c.Sum == nil && address {
		for _, fn := range c.from.Given {
			prog.wanted[extent.Word{Name: fn.Name(), Bare: true}] = true
		}
	}
	for _, fn := range c.from.Bodies {
		if obj, ok := fn.Object().(*types.Func); ok {
			prog.WantBody(obj)
		}
	}
}
