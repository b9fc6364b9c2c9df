package program

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockapi"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// IsFile reports whether v is an open file, and not one of the standard streams,
// or a writer or an encoder made of one.
func (prog *Program) IsFile(v ssa.Value, depth int) bool {
	v = ssacode.Unboxed(v)
	if v == nil || depth > summary.MaxSteps {
		return false
	}
	if call, ok := v.(*ssa.Call); ok && types.TypeString(v.Type(), nil) != "*os.File" {
		return prog.wrapsFile(call, depth)
	}
	if types.TypeString(v.Type(), nil) != "*os.File" {
		return false
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return true
	}
	_, std := load.X.(*ssa.Global)
	return !std
}

// wrapsFile reports whether a call returns something that stands for a file among
// its operands.
func (prog *Program) wrapsFile(call *ssa.Call, depth int) bool {
	s := prog.Site(call)
	if s == nil || s.Sum == nil || s.Fn != nil {
		return false
	}
	for _, fl := range s.Sum.Flows() {
		if fl.Role == sockapi.Carries && fl.From.Path == "" && fl.To == (summary.Place{Root: summary.Result}) && prog.IsFile(s.Operand(fl.From), depth+1) {
			return true
		}
	}
	return false
}
