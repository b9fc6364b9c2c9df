package ports

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// wholeAddress returns the address that the callee at s binds as source src, if
// it is a constant and fn returns the whole of what became of it, as text, and not
// just the port; else "". A caller that binds a port itself can then do so on the
// same host.
func (ps *Ports) wholeAddress(fn *ssa.Function, s *program.Site, src summary.Source) string {
	bound := src.Address
	if v := s.Operand(src.Zero); bound == "" && v != nil && src.Zero.Path == "" && ssacode.IsText(v.Type()) {
		if text, missing := ps.Tail(v, 0); missing == nil {
			bound = text
		}
	}
	if bound == "" || strings.ContainsAny(bound, " ;") {
		return ""
	}
	returned := false
	for _, ret := range ssacode.Returns(fn) {
		if len(ret.Results) == 0 || !ssacode.IsText(ret.Results[0].Type()) {
			return ""
		}
		if ret.Block() == fn.Recover {
			continue
		}
		for _, v := range ps.Values(ret.Results[0]) {
			if _, failed := v.(*ssa.Const); failed {
				continue
			}
			if !isWhole(v, s, src) {
				return ""
			}
			returned = true
		}
	}
	if !returned {
		return ""
	}
	return bound
}

// isWhole reports whether v is the text of a socket's address, l.Addr().String(),
// or what the callee at s returns as such.
func isWhole(v ssa.Value, s *program.Site, src summary.Source) bool {
	if made, _ := s.Instr.(ssa.Value); made != nil && src.Address != "" {
		extract, ok := v.(*ssa.Extract)
		if v == made || ok && extract.Tuple == made && extract.Index == 0 {
			return true
		}
	}
	call, ok := v.(*ssa.Call)
	if !ok || !call.Call.IsInvoke() || call.Call.Method.Name() != "String" {
		return false
	}
	addr, ok := call.Call.Value.(*ssa.Call)
	return ok && ssacode.IsMethodCall(addr, "Addr", "LocalAddr")
}
