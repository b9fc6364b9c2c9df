package life

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// Sockets that nobody closes. When nothing can reach one of package net any more, the garbage
// collector closes it: its descriptor has a finalizer, netFD.setAddr (net/fd_posix.go). That
// may be right after the last use of it in the function that has it.

// LastRead returns the instruction that is the last to use the socket which the call at s
// yields, to read its address; nil if none is known to be, or somebody closes or keeps the
// socket.
func LastRead(s *program.Site) ssa.Instruction {
	call, ok := s.Instr.(*ssa.Call)
	if !ok || s.Obj == nil || s.Obj.Pkg() == nil || s.Obj.Pkg().Path() != "net" || !sockapi.Lookup(s.Obj).Has(sockapi.Acquires) {
		return nil
	}
	r := reads{seen: map[ssa.Value]bool{}}
	if !r.only(call) {
		return nil
	}
	for _, read := range r.all {
		isLater := func(other ssa.Instruction) bool { return other != read && ssacode.ComesBefore(read, other) }
		if !slices.ContainsFunc(r.all, isLater) {
			return read
		}
	}
	return nil
}

// reads are the instructions that read the address of a socket.
type reads struct {
	all  []ssa.Instruction
	seen map[ssa.Value]bool // what holds the socket
}

// only reports whether all that is done with v, a socket or a variable that holds it, is to
// read its address, or to see whether there is one. It collects where.
func (r *reads) only(v ssa.Value) bool {
	if r.seen[v] {
		return true
	}
	r.seen[v] = true
	return !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool { return !r.allows(ref, v) })
}

// allows reports whether ref, which uses v, does no more.
func (r *reads) allows(ref ssa.Instruction, v ssa.Value) bool {
	switch ref := ref.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.BinOp:
		r.all = append(r.all, ref)
		return ssacode.IsNil(ref.Y)
	case *ssa.Extract:
		return ref.Index > 0 || r.only(ref)
	case *ssa.UnOp, *ssa.Phi, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.MakeInterface, *ssa.TypeAssert:
		return r.only(ref.(ssa.Value))
	case *ssa.Store:
		local, ok := ref.Addr.(*ssa.Alloc)
		return ref.Addr == v || ok && r.only(local)
	case *ssa.Call:
		r.all = append(r.all, ref)
		ops := ssacode.Operands(&ref.Call)
		return len(ops) == 1 && ops[0] == v && sockapi.Lookup(ssacode.Callee(ref)).Has(sockapi.Reads)
	}
	return false
}
