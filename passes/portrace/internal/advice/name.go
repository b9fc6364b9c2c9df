package advice

import (
	"go/types"
	"strings"

	"github.com/sockvet/sockvet/internal/sockflow/ports"
	"github.com/sockvet/sockvet/internal/syntax"
	"github.com/sockvet/sockvet/passes/portrace/internal/finding"
)

// What things are called in a message.

// socketKind says what the socket is to the code that has it: a listener, or else
// a socket.
func (a *adviser) socketKind() string {
	call := a.callAt(a.Endpoint.Bind)
	if call == nil || a.Endpoint.Helper != "" {
		return "socket"
	}
	return kindOf(syntax.FirstResult(a.Pass.TypesInfo.TypeOf(call)))
}

// kindOfSink says the same of what the API needs that binds the port in the end.
func kindOfSink(use ports.Use) string {
	if finding.BindsPackets(use) || strings.HasPrefix(use.Sink, "syscall.") {
		return "socket"
	}
	return "listener"
}

// kindOf says the same of what is of type t.
func kindOf(t types.Type) string {
	if syntax.HasMethod(t, "Accept") && syntax.HasMethod(t, "Addr") {
		return "listener"
	}
	return "socket"
}

// qualified returns the name of a function, or of a variable that holds one, as
// messages have it: "net.Listen", "Server.Start", or "start" if it is of the
// package from.
func qualified(obj types.Object, from *types.Package) string {
	if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
		if name := syntax.TypeName(fn.Signature().Recv().Type()); name != nil {
			return name.Name() + "." + obj.Name()
		}
		return obj.Name()
	}
	if obj.Pkg() == from {
		return obj.Name()
	}
	return obj.Pkg().Name() + "." + obj.Name()
}
