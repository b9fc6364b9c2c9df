package ports

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/trace"
)

// registered reports whether events tell that the function which got a port at
// got enters it into a registry, or draws ports until one is free there.
func (ps *Ports) registered(got ssa.Instruction, events []trace.Event) bool {
	for _, ev := range events {
		switch ev.Role {
		case sockapi.Registers:
			return true
		case sockapi.Checks, sockapi.Locks:
			if ps.Redraws(program.Attempt{Got: got, Handed: ev.Instr}) {
				return true
			}
		}
	}
	return false
}

// counted reports whether one of the ports that a search tries is made of what was read
// from a file, and the one that it finds is written there, as events tell. Others who
// search that way go on from there, also in other processes.
func counted(ports []ssa.Value, events []trace.Event) bool {
	var kept []ssa.Value // what the calls get that write the port
	for _, ev := range events {
		if ev.Role == sockapi.Writes && ev.Site.Call != nil {
			kept = append(kept, ssacode.Operands(ev.Site.Call)...)
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
	if seen[v] || len(seen) > trace.MaxFacts {
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
