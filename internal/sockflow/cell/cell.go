package cell

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// A Cell is memory that functions share otherwise than through calls that can
// be seen: a package-level variable, or a field of any value of a type. Test
// suites keep ports in such fields: one method sets them, and another one,
// which the framework calls, uses them.
type Cell struct {
	Type *types.TypeName // of which it is a field; nil if it is a variable
	Glob *ssa.Global
	Path string
}

// Of returns the cell that the place to of fn is, if it is one. A field of
// the receiver is, and a field of a parameter if no call of fn can be seen;
// else the callers tell what the value is that has the field.
func Of(p *program.Program, fn *ssa.Function, to summary.Place) (Cell, bool) {
	switch to.Root {
	case summary.Global:
		return Cell{Glob: p.GlobalOf(to.Global), Path: to.Path}, true
	case summary.Param:
		if to.Path == "" || to.Index >= len(fn.Params) {
			return Cell{}, false
		}
		method := to.Index == 0 && fn.Signature.Recv() != nil
		name := ssacode.TypeName(fn.Params[to.Index].Type())
		return Cell{Type: name, Path: to.Path}, name != nil && (method || len(p.Callers(fn)) == 0)
	}
	return Cell{}, false
}

// Holds reports whether c is the variable v of this package or another.
func (c Cell) Holds(v *types.Var) bool { return c.Glob != nil && variableOf(c.Glob) == any(v) }

// variableOf returns what a package-level variable is found by.
func variableOf(g *ssa.Global) any {
	if v := g.Object(); v != nil {
		return v
	}
	return g
}
