package trace

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A registry tells ports apart that are taken, or were given away before, from
// those that are not: a map of the package, a lock file, a file with the last port.
// A helper that draws ports until one is free in its registry, or enters it there,
// keeps those apart who know the registry.

// looksUp notes that f is looked up in, or entered into, the map m by instr.
func (t *Tracer) looksUp(f claim.Claim, instr ssa.Instruction, m ssa.Value, role sockapi.Role) {
	if f.Path == "" && isKey(f) && outlives(m, role, 0) {
		t.emit(f, &program.Site{Instr: instr}, summary.Flow{Role: role}, Now)
	}
}

// compares notes that f is compared with an element of a registry.
func (t *Tracer) compares(f claim.Claim, cond *ssa.BinOp) {
	other := cond.X
	if other == f.Val {
		other = cond.Y
	}
	if from := collectionOf(other); from != nil {
		t.looksUp(f, cond, from, sockapi.Checks)
	}
}

// collectionOf returns the slice or map that v is an element or a key of, or nil.
func collectionOf(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.UnOp:
		if at, ok := v.X.(*ssa.IndexAddr); ok {
			return at.X
		}
	case *ssa.Extract:
		if next, ok := v.Tuple.(*ssa.Next); ok {
			if r, ok := next.Iter.(*ssa.Range); ok {
				return r.X
			}
		}
	}
	return nil
}

// checks notes that a port is looked up in a registry, or entered into one.
func (t *Tracer) checks(m meeting) {
	if !isKey(m.Claim) {
		return
	}
	s, fl := m.site, m.flow
	if fl.To.Root != summary.Nowhere {
		if v := s.Operand(fl.To); v == nil || !outlives(v, fl.Role, 0) {
			return
		}
		if ops := ssacode.Operands(s.Call); fl.Role == sockapi.Registers && !isMember(ops[len(ops)-1]) {
			return
		}
	}
	t.emit(m.Claim, s, summary.Flow{Role: fl.Role}, Now)
}

// isKey reports whether f may be about a port that is looked up: callers pass it
// as it is, not inside of something.
func isKey(f claim.Claim) bool {
	return f.Kind == summary.Address || (f.Kind == summary.Itself || summary.IsMade(f.Kind)) && f.Symbolic() && f.From.Path == ""
}

// outlives reports whether the collection v outlives the functions that use it:
// it is a package-level variable or, for a check, a field of something that
// comes from elsewhere.
func outlives(v ssa.Value, role sockapi.Role, depth int) bool {
	if depth > 2*summary.MaxSteps {
		return false
	}
	switch v := v.(type) {
	case *ssa.Global:
		return true
	case *ssa.FieldAddr:
		switch v.X.(type) {
		case *ssa.Parameter, *ssa.FreeVar:
			return role == sockapi.Checks
		}
		return outlives(v.X, role, depth+1)
	case *ssa.UnOp:
		return outlives(v.X, role, depth+1)
	case *ssa.Slice:
		return outlives(v.X, role, depth+1)
	}
	return false
}

// isMember reports whether v is what a map that serves as a set holds for its
// members: true, or an empty struct.
func isMember(v ssa.Value) bool {
	v = ssacode.Unboxed(v)
	if s, ok := v.Type().Underlying().(*types.Struct); ok {
		return s.NumFields() == 0
	}
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)
}
