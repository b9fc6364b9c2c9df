package sockflow

import (
	"go/types"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
)

// conventional returns what a method of an unknown interface does by its name
// and signature: Close() error closes its receiver, Addr() net.Addr reads it, and
// what is called Listen binds the last text that it is given.
func conventional(m *types.Func) *summary {
	sig := m.Signature()
	switch m.Name() {
	case "Listen", "ListenAndServe", "ListenPacket":
		return listening(m)
	}
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return nil
	}
	receiver := place{root: param, index: 0}
	var f flow
	switch m.Name() + "() " + types.TypeString(sig.Results().At(0).Type(), nil) {
	case "Close() error":
		f = flow{role: sockapi.Releases, from: receiver, must: true}
	case "Addr() net.Addr", "LocalAddr() net.Addr":
		f = flow{role: sockapi.Carries, from: receiver, of: address, to: place{root: result}}
	default:
		return nil
	}
	return &summary{name: m.Name(), flows: []flow{f}}
}

// listening returns the summary of a method that binds its last parameter that is
// text, on the network that the one before names, if there is one; nil if it has
// none. If it yields a listener, that is the socket.
func listening(m *types.Func) *summary {
	sig := m.Signature()
	var texts []place
	for i := range sig.Params().Len() {
		if ssacode.IsText(sig.Params().At(i).Type()) {
			texts = append(texts, place{root: param, index: i + 1})
		}
	}
	if len(texts) == 0 || len(texts) > 2 || sig.Results().Len() == 0 {
		return nil
	}
	address := texts[len(texts)-1]
	binds := flow{role: sockapi.Binds, from: address, must: true, sink: sink{name: shortName(m)}, paths: true}
	if len(texts) == 2 {
		binds.network, binds.paths = texts[0], false
	}
	s := &summary{name: m.Name(), flows: []flow{binds}}
	if t := types.TypeString(sig.Results().At(0).Type(), nil); t == "net.Listener" || t == "net.PacketConn" {
		src := source{outs: []out{{kind: itself, to: place{root: result}}}, zero: address, origin: s.name, network: binds.network}
		s.sources = append(s.sources, src)
	}
	return s
}
