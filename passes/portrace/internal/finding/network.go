package finding

import (
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
	"github.com/sockvet/sockvet/internal/sockflow/handoff"
	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
)

// OtherNetwork reports whether u binds the number of a TCP port for UDP, or the other way
// round, as far as that is known: the ports of the two have nothing to do with each other.
func (f *Finding) OtherNetwork(u ports.Use) bool {
	bind := f.Endpoint.Bind
	call := syntax.CallAt(syntax.FileAt(f.Pass.Files, bind), bind)
	if call == nil || f.Endpoint.Helper != "" || u.Role != handoff.Bind {
		return false
	}
	socket := syntax.FirstResult(f.Pass.TypesInfo.TypeOf(call))
	switch {
	case syntax.HasMethod(socket, "Accept"):
		return BindsPackets(u)
	case syntax.HasMethod(socket, "ReadFrom"):
		return listens().MatchString(u.Sink)
	}
	return false
}

// BindsPackets reports whether what binds the port in the end makes a socket for datagrams.
func BindsPackets(u ports.Use) bool {
	return strings.Contains(u.Sink, "Packet") || strings.Contains(u.Sink, "UDP")
}

// listens matches what makes a listener in the end, and nothing else.
var listens = pattern.New(`^(net|tls)\.Listen(TCP)?$|^ListenConfig\.Listen$|^http\.`)
