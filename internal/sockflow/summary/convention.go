package summary

import (
	"go/types"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// OfConvention returns what a method of an unknown interface does by its name
// and signature: Close() error closes its receiver, Addr() net.Addr reads it, and
// what is called Listen binds the last text that it is given.
func OfConvention(m *types.Func) *Summary {
	sig := m.Signature()
	switch m.Name() {
	case "Listen", "ListenAndServe", "ListenPacket":
		return listening(m)
	}
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return nil
	}
	receiver := Place{Root: Param, Index: 0}
	var f Flow
	switch m.Name() + "() " + types.TypeString(sig.Results().At(0).Type(), nil) {
	case "Close() error":
		f = Flow{Role: sockapi.Releases, From: receiver, Must: true}
	case "Addr() net.Addr", "LocalAddr() net.Addr":
		f = Flow{Role: sockapi.Carries, From: receiver, Of: Address, To: Place{Root: Result}}
	default:
		return nil
	}
	return &Summary{Name: m.Name(), flows: []Flow{f}}
}

// listening returns the summary of a method that binds its last parameter that is
// text, on the network that the one before names, if there is one; nil if it has
// none. If it yields a listener, that is the socket.
func listening(m *types.Func) *Summary {
	sig := m.Signature()
	var texts []Place
	for i := range sig.Params().Len() {
		if ssacode.IsText(sig.Params().At(i).Type()) {
			texts = append(texts, Place{Root: Param, Index: i + 1})
		}
	}
	if len(texts) == 0 || len(texts) > 2 || sig.Results().Len() == 0 {
		return nil
	}
	address := texts[len(texts)-1]
	binds := Flow{Role: sockapi.Binds, From: address, Must: true, Sink: Sink{Name: ShortName(m)}, Paths: true}
	if len(texts) == 2 {
		binds.Network, binds.Paths = texts[0], false
	}
	s := &Summary{Name: m.Name(), flows: []Flow{binds}}
	if t := types.TypeString(sig.Results().At(0).Type(), nil); t == "net.Listener" || t == "net.PacketConn" {
		src := Source{Outs: []Out{{Kind: Itself, To: Place{Root: Result}}}, Zero: address, Origin: s.Name, Network: binds.Network}
		s.Sources = append(s.Sources, src)
	}
	return s
}
