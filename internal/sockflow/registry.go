package sockflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A registry tells ports apart that are taken, or were given away before, from
// those that are not: a map of the package, a lock file, a file with the last port.
// A helper that draws ports until one is free in its registry, or enters it there,
// keeps those apart who know the registry.

// looksUp notes that f is looked up in, or entered into, the map m by instr.
func (t *tracer) looksUp(f fact, instr ssa.Instruction, m ssa.Value, role sockapi.Role) {
	if f.path == "" && isKey(f) && outlives(m, role, 0) {
		t.emit(f, &program.Site{Instr: instr}, summary.Flow{Role: role}, now)
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
func (t *tracer) checks(f fact, s *program.Site, fl *summary.Flow) {
	if !isKey(f) {
		return
	}
	if in := fl.To; in.Root != summary.Nowhere {
		if v := s.Operand(in); v == nil || !outlives(v, fl.Role, 0) {
			return
		}
		if ops := ssacode.Operands(s.Call); fl.Role == sockapi.Registers && !isMember(ops[len(ops)-1]) {
			return
		}
	}
	t.emit(f, s, summary.Flow{Role: fl.Role}, now)
}

// isKey reports whether f may be about a port that is looked up: callers pass it
// as it is, not inside of something.
func isKey(f fact) bool {
	return f.kind == summary.Address || (f.kind == summary.Itself || summary.IsMade(f.kind)) && f.symbolic() && f.from.Path == ""
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

// registered reports whether events tell that the function which got a port at
// got enters it into a registry, or draws ports until one is free there.
func (a *ports) registered(got ssa.Instruction, events []event) bool {
	for _, ev := range events {
		switch ev.Role {
		case sockapi.Registers:
			return true
		case sockapi.Checks, sockapi.Locks:
			if a.Redraws(program.Attempt{Got: got, Handed: ev.instr}) {
				return true
			}
		}
	}
	return false
}

// counted reports whether one of the ports that a search tries is made of what was read
// from a file, and the one that it finds is written there, as events tell. Others who
// search that way go on from there, also in other processes.
func counted(ports []ssa.Value, events []event) bool {
	var kept []ssa.Value // what the calls get that write the port
	for _, ev := range events {
		if ev.Role == sockapi.Writes && ev.site.Call != nil {
			kept = append(kept, ssacode.Operands(ev.site.Call)...)
		}
	}
	if len(kept) == 0 {
		return false
	}
	seen := map[ssa.Value]bool{}
	return slices.ContainsFunc(ports, func(port ssa.Value) bool { return readFrom(port, kept, seen) })
}

// readFrom reports whether v is made of what a call yields that gets one of the files.
func readFrom(v ssa.Value, files []ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] || len(seen) > maxFacts {
		return false
	}
	seen[v] = true
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	if call, ok := v.(*ssa.Call); ok && slices.ContainsFunc(ssacode.Operands(&call.Call), func(arg ssa.Value) bool {
		return slices.ContainsFunc(files, func(file ssa.Value) bool { return sameFile(arg, file) })
	}) {
		return true
	}
	if local, ok := v.(*ssa.Alloc); ok {
		for _, ref := range *local.Referrers() {
			if store, ok := ref.(*ssa.Store); ok && store.Addr == local && readFrom(store.Val, files, seen) {
				return true
			}
		}
	}
	return slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool { return *op != nil && readFrom(*op, files, seen) })
}

// sameFile reports whether v and w are the same open file, or the same path.
func sameFile(v, w ssa.Value) bool {
	v, w = ssacode.Unboxed(v), ssacode.Unboxed(w)
	switch v := v.(type) {
	case *ssa.Const:
		w, ok := w.(*ssa.Const)
		return ok && ssacode.IsText(v.Type()) && ssacode.IsText(w.Type()) && v.Value != nil && w.Value != nil &&
			constant.StringVal(v.Value) == constant.StringVal(w.Value)
	case *ssa.UnOp:
		w, ok := w.(*ssa.UnOp)
		return ok && v.Op == token.MUL && w.Op == token.MUL && v.X == w.X && (ssacode.IsText(v.Type()) || ssacode.IsPointer(v.Type()))
	}
	return v == w && (ssacode.IsText(v.Type()) || ssacode.IsPointer(v.Type()))
}
