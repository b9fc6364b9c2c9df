package sockflow

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
)

// A registry tells ports apart that are taken, or were given away before, from
// those that are not: a map of the package, a lock file. A helper that draws
// ports until one is free in its registry, or enters it there, keeps those apart
// who know the registry.

// looksUp notes that f is looked up in, or entered into, the map m by instr.
func (t *tracer) looksUp(f fact, instr ssa.Instruction, m ssa.Value, role sockapi.Role) {
	if f.path == "" && isKey(f) && outlives(m, role, 0) {
		t.emit(f, &site{instr: instr}, flow{role: role}, now)
	}
}

// compares notes that f is compared with an element of a registry.
func (t *tracer) compares(f fact, cond *ssa.BinOp) {
	other := cond.X
	if other == f.val {
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

// checks notes that the callee at s looks f up in a registry, or enters it.
func (t *tracer) checks(f fact, s *site, fl *flow) {
	if !isKey(f) {
		return
	}
	if in := fl.to; in.root != nowhere {
		if v := s.operand(in); v == nil || !outlives(v, fl.role, 0) {
			return
		}
		if ops := operands(s.call); fl.role == sockapi.Registers && !isMember(ops[len(ops)-1]) {
			return
		}
	}
	t.emit(f, s, flow{role: fl.role}, now)
}

// isKey reports whether f may be about a port that is looked up: callers pass it
// as it is, not inside of something.
func isKey(f fact) bool {
	return f.kind == address || (f.kind == itself || isMade(f.kind)) && f.symbolic() && f.from.path == ""
}

// outlives reports whether the collection v outlives the functions that use it:
// it is a package-level variable or, for a check, a field of something that
// comes from elsewhere.
func outlives(v ssa.Value, role sockapi.Role, depth int) bool {
	if depth > 2*maxSteps {
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
	if boxed, ok := v.(*ssa.MakeInterface); ok {
		v = boxed.X
	}
	if s, ok := v.Type().Underlying().(*types.Struct); ok {
		return s.NumFields() == 0
	}
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)
}

// registered reports whether events tell that the function which got a port at
// got enters it into a registry, or draws ports until one is free there.
func (a *analyzer) registered(got ssa.Instruction, events []event) bool {
	for _, ev := range events {
		switch ev.role {
		case sockapi.Registers:
			return true
		case sockapi.Checks, sockapi.Locks:
			if a.redraws(attempt{got, ev.instr}) {
				return true
			}
		}
	}
	return false
}
