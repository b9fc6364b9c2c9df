package portflow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// wholeAddress returns the address that the callee at s binds as source src, if
// it is a constant and fn returns the whole of what became of it, as text, and not
// just the port; else "". A caller that binds a port itself can then do so on the
// same host.
func (a *analyzer) wholeAddress(fn *ssa.Function, s *site, src source) string {
	bound := src.address
	if v := s.operand(src.zero); bound == "" && v != nil && src.zero.path == "" && isText(v.Type()) {
		if text, missing := a.tail(v, 0); missing == nil {
			bound = text
		}
	}
	if bound == "" || strings.ContainsAny(bound, " ;") {
		return ""
	}
	returned := false
	for _, ret := range returnsOf(fn) {
		if len(ret.Results) == 0 || !isText(ret.Results[0].Type()) {
			return ""
		}
		if _, failed := ret.Results[0].(*ssa.Const); failed {
			continue
		}
		if !a.isWhole(ret.Results[0], s, src, 0) {
			return ""
		}
		returned = true
	}
	if !returned {
		return ""
	}
	return bound
}

// isWhole reports whether v is the text of a socket's address, l.Addr().String(),
// or what the callee at s returns as such.
func (a *analyzer) isWhole(v ssa.Value, s *site, src source, depth int) bool {
	if depth > maxSteps {
		return false
	}
	if made, _ := s.instr.(ssa.Value); made != nil && src.address != "" {
		extract, ok := v.(*ssa.Extract)
		if v == made || ok && extract.Tuple == made && extract.Index == 0 {
			return true
		}
	}
	switch v := v.(type) {
	case *ssa.Call:
		if !v.Call.IsInvoke() || v.Call.Method.Name() != "String" {
			return false
		}
		addr, ok := v.Call.Value.(*ssa.Call)
		return ok && isCallOf(addr, "Addr", "LocalAddr")
	case *ssa.UnOp:
		stores := a.reaching(v.X, v)
		for _, store := range stores {
			if !a.isWhole(store.Val, s, src, depth+1) {
				return false
			}
		}
		return len(stores) > 0
	}
	return false
}

// isCallOf reports whether call is one of a method with one of these names.
func isCallOf(call *ssa.Call, names ...string) bool {
	name := ""
	if call.Call.IsInvoke() {
		name = call.Call.Method.Name()
	} else if fn := call.Call.StaticCallee(); fn != nil && fn.Signature.Recv() != nil {
		name = fn.Name()
	}
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
