package mend

import (
	"go/ast"
	"go/types"

	"github.com/sockvet/sockvet/internal/syntax"
)

// listens are the functions that bind an address and return the socket: which
// argument the address is.
var listens = map[string]int{
	"net.Listen":                       1,
	"net.ListenTCP":                    1,
	"net.ListenPacket":                 1,
	"net.ListenUDP":                    1,
	"(*net.ListenConfig).Listen":       2,
	"(*net.ListenConfig).ListenPacket": 2,
}

// boundAddress returns the argument of call that is the address it binds; nil if
// it calls none of the functions that bind one.
func boundAddress(info *types.Info, call *ast.CallExpr) ast.Expr {
	callee := syntax.Callee(info, call)
	if callee == nil {
		return nil
	}
	if i, ok := listens[callee.FullName()]; ok && i < len(call.Args) {
		return call.Args[i]
	}
	return nil
}
