package program

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// ZeroAt tells whether source src of the callee at s is bound to port 0.
func (prog *Program) ZeroAt(s *Site, src summary.Source) Decision {
	if src.Zero.Root == summary.Nowhere {
		return Yes
	}
	v := s.Operand(src.Zero)
	if v == nil || src.Zero.Path != "" {
		return Unknown
	}
	if basic, ok := v.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsInteger != 0 {
		return prog.zeroPort(v, 0)
	}
	return prog.ZeroAddress(v, 0)
}

// Portless reports whether the network of src is one without ports.
func (prog *Program) Portless(s *Site, src summary.Source) bool {
	v := s.Operand(src.Network)
	if src.Network.Root == summary.Nowhere || v == nil {
		return false
	}
	network, missing := prog.Tail(v, 0)
	return missing == nil && (strings.HasPrefix(network, "unix") || strings.HasPrefix(network, "ip"))
}

// NetworkOf returns the parameter of the function under analysis that names the
// network which the callee at s finds at p, or nowhere.
func NetworkOf(s *Site, p summary.Place) summary.Place {
	if p.Root == summary.Nowhere {
		return summary.Place{}
	}
	if p, ok := s.Operand(p).(*ssa.Parameter); ok {
		return PlaceOf(p)
	}
	return summary.Place{}
}

// BindsOn tells on what the callee at s binds by fl: on the network that a parameter
// of the function under analysis names, so its callers know; or else, if paths, on one
// whose addresses may be paths; or on one with ports.
func (prog *Program) BindsOn(s *Site, fl *summary.Flow) (network summary.Place, paths bool) {
	v := s.Operand(fl.Network)
	if v == nil {
		return summary.Place{}, fl.Paths || fl.Network.Root != summary.Nowhere
	}
	if network = NetworkOf(s, fl.Network); network.Root != summary.Nowhere {
		return network, false
	}
	text, missing := prog.Tail(v, 0)
	return summary.Place{}, missing != nil || !strings.HasPrefix(text, "tcp") && !strings.HasPrefix(text, "udp")
}
