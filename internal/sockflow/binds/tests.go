package binds

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// testsOf returns the names of the tests that v can be: a *testing.T or one of its like. The
// name is "" of one that is not known.
func (r *reader) testsOf(v ssa.Value, at view) []string {
	at.depth++
	r.steps--
	if at.depth > maxDepth || r.steps < 0 {
		return []string{""}
	}
	switch v := ssacode.Unboxed(v).(type) {
	case *ssa.Parameter:
		return r.testsPassed(v, at)
	case *ssa.FieldAddr: // (*testing.T).common
		return r.testsOf(v.X, at)
	case *ssa.ChangeInterface:
		return r.testsOf(v.X, at)
	case *ssa.UnOp:
		if only := r.OnlyStore(v.X); only != nil {
			if fn := only.Parent(); fn != nil && fn != v.Parent() {
				at.frame = at.around(fn)
			}
			return r.testsOf(only, at)
		}
	}
	return []string{""}
}

// testsPassed returns the names of the tests that the parameter p of a function can be.
func (r *reader) testsPassed(p *ssa.Parameter, at view) []string {
	fn := p.Parent()
	if ssacode.IsTest(fn) && fn.Parent() == nil {
		return []string{fn.Name()}
	}
	place := summary.Place{Root: summary.Param, Index: slices.Index(fn.Params, p)}
	if f := at.frame; f != nil && f.site.Fn == fn {
		if v := f.site.Operand(place); v != nil {
			return r.testsOf(v, at.by(f.site.Instr, f.up))
		}
	}
	var all []string
	for _, s := range r.Callers(fn) {
		if v := s.Operand(place); v != nil {
			all = append(all, r.testsOf(v, at.by(s.Instr, nil))...)
		}
	}
	all = append(all, r.subtests(fn, at)...)
	if len(all) == 0 || len(all) > maxCallers {
		return []string{""}
	}
	return all
}

// subtests returns the names of the subtests that run fn.
func (r *reader) subtests(fn *ssa.Function, at view) []string {
	if r.runs == nil {
		r.indexRuns()
	}
	var all []string
	for _, call := range r.runs[fn] {
		at.frame = at.around(call.Parent())
		for _, test := range r.testsOf(call.Call.Args[0], at) {
			for _, name := range r.texts(call.Call.Args[1], at) {
				sub, known := name.Constant()
				if test == "" || !known {
					return append(all, "")
				}
				all = append(all, sockapi.TestName(test, sub))
			}
		}
	}
	return all
}

// indexRuns finds the subtests that functions are run as.
func (r *reader) indexRuns() {
	r.runs = map[*ssa.Function][]*ssa.Call{}
	for _, fn := range r.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok || !ssacode.IsCall(call, "(*testing.T).Run") {
					continue
				}
				if run, _ := r.Function(call.Call.Args[2], 0); run != nil {
					r.runs[run] = append(r.runs[run], call)
				}
			}
		}
	}
}
