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
		return prog.wraps(call, func(of ssa.Value) bool { return prog.IsFile(of, depth+1) })
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

// IsStdin reports whether v is the pipe to the standard input of a process, or a writer or an
// encoder made of one.
func (prog *Program) IsStdin(v ssa.Value, depth int) bool {
	call, ok := ssacode.Unboxed(v).(*ssa.Call)
	if !ok || depth > summary.MaxSteps {
		return ssacode.IsStdin(v)
	}
	return prog.wraps(call, func(of ssa.Value) bool { return prog.IsStdin(of, depth+1) })
}

// wraps reports whether a call returns something that stands for one of its operands, which
// is as wanted.
func (prog *Program) wraps(call *ssa.Call, wanted func(ssa.Value) bool) bool {
	s := prog.Site(call)
	if s == nil || s.Sum == nil || s.Fn != nil {
		return false
	}
	for _, fl := range s.Sum.Flows() {
		if fl.Role == sockapi.Carries && fl.From.Path == "" && fl.To == (summary.Place{Root: summary.Result}) && wanted(s.Operand(fl.From)) {
			return true
		}
	}
	return false
}
