package memory

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// ResultAt returns the place of which result i of fn is the memory itself, and not a copy;
// nowhere if there is none.
func (m *Memory) ResultAt(fn *ssa.Function, i, depth int) summary.Place {
	if v := ssacode.OnlyResult(fn, i); v != nil && ssacode.IsReference(v.Type()) {
		return m.Shared(v, depth)
	}
	return summary.Place{}
}

// Shared returns the place that v, a reference, refers to; nowhere if it is none that
// callers share.
func (m *Memory) Shared(v ssa.Value, depth int) summary.Place {
	if depth > summary.MaxSteps {
		return summary.Place{}
	}
	switch v := v.(type) {
	case *ssa.Global:
		if obj, ok := v.Object().(*types.Var); ok && v.Pkg == m.SSA {
			return summary.Place{Root: summary.Global, Global: obj}
		}
	case *ssa.Parameter:
		return program.PlaceOf(v)
	case *ssa.FreeVar:
		return summary.Place{Root: summary.Captured, Index: slices.Index(v.Parent().FreeVars, v)}
	case *ssa.FieldAddr:
		if at := m.Shared(v.X, depth+1); at.Root != summary.Nowhere {
			return at.Below(ssacode.FieldName(v.X.Type(), v.Field))
		}
	case *ssa.UnOp:
		if v.Op != token.MUL {
			break
		}
		if only, ok := m.OnlyStore(v.X).(*ssa.Parameter); ok && only.Parent() == v.Parent() {
			return program.PlaceOf(only)
		}
		return m.Shared(v.X, depth+1)
	case *ssa.MakeInterface:
		return m.Shared(v.X, depth+1)
	case *ssa.ChangeType:
		return m.Shared(v.X, depth+1)
	case *ssa.Call:
		return m.sharedByCall(v, depth)
	}
	return summary.Place{}
}

// sharedByCall is Shared for the result of a call.
func (m *Memory) sharedByCall(call *ssa.Call, depth int) summary.Place {
	s := m.Site(call)
	if s == nil || s.Fn == nil {
		return summary.Place{}
	}
	at := m.ResultAt(s.Fn, 0, depth+1)
	if at.Root == summary.Global {
		return at
	}
	v := s.Operand(at)
	if v == nil {
		return summary.Place{}
	}
	return m.Shared(v, depth+1).Below(at.Path)
}
