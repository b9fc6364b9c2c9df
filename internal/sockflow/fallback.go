package sockflow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// fallsBack reports whether the function binds a port of the kernel's choice if the call
// instr, which binds one that was chosen before, fails, and only then.
func (a *analyzer) fallsBack(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	return ok && failureLeadsTo(call, a.zerosIn(a.scopeOf(call.Parent())))
}

// zerosIn returns the blocks of a function in which it binds port 0.
func (a *analyzer) zerosIn(sc *scope) map[*ssa.BasicBlock]bool {
	if sc.zeros != nil {
		return sc.zeros
	}
	sc.zeros = map[*ssa.BasicBlock]bool{}
	for _, s := range sc.sites {
		if s.sum == nil {
			continue
		}
		for _, src := range s.sum.Sources {
			if src.Of == summary.Sockets && !src.Released && !src.Probe && !a.portless(s, src) && a.zeroAt(s, src).zero {
				sc.zeros[s.instr.Block()] = true
			}
		}
	}
	return sc.zeros
}
